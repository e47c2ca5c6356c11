#version 410 core
// How much of a pixel a piece of a stroke covers, of which the most counts; or how much of it lies
// to the right of an edge, with the edge's sign, of which the sum counts (see coverage.py).

flat in vec4 piece;

uniform float thickness;  // of a stroke; below 0: an area

out float covered;

float near(vec2 at) {
    vec2 along = piece.zw - piece.xy, from_start = at - piece.xy;
    float square = dot(along, along);
    float part = square > 0.0 ? clamp(dot(from_start, along) / square, 0.0, 1.0) : 0.0;
    return clamp(thickness / 2.0 + 0.5 - length(from_start - part * along), 0.0, 1.0);
}

float x_at(float y) {
    return piece.x + (y - piece.y) / (piece.w - piece.y) * (piece.z - piece.x);
}

float beside(vec2 corner) {
    float top = clamp(corner.y, min(piece.y, piece.w), max(piece.y, piece.w));
    float bottom = clamp(corner.y + 1.0, min(piece.y, piece.w), max(piece.y, piece.w));
    // Room between the edge and the pixel's right side, in pixels, at both ends of what it spans.
    float one = corner.x + 1.0 - x_at(top), other = corner.x + 1.0 - x_at(bottom);
    float low = min(one, other), high = max(one, other), way = high - low;
    float inside_low = clamp(0.0, low, high), inside_high = clamp(1.0, low, high);
    float share = way < 1e-4
        ? clamp((low + high) / 2.0, 0.0, 1.0)
        : ((inside_high - inside_low) * (inside_low + inside_high) / 2.0 + high - inside_high) / way;
    return (piece.w > piece.y ? 1.0 : -1.0) * (bottom - top) * share;
}

void main() {
    covered = thickness < 0.0 ? beside(floor(gl_FragCoord.xy)) : near(gl_FragCoord.xy);
}
