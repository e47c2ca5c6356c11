#version 410 core
// One rectangle for each piece of a stroke, which lies along it; or for each edge of an area: all
// pixels of its rows, from it to the right.

layout(location = 0) in vec4 ends;  // of the piece, in surface pixels: x, y, x, y

uniform vec2 surface;               // width and height
uniform float thickness;            // of a stroke; below 0: an area
uniform float right;                // edge of the rectangle that is drawn into

flat out vec4 piece;

vec2 beside_stroke(vec2 corner) {
    vec2 way = ends.zw - ends.xy;
    vec2 along = length(way) > 0.0 ? normalize(way) : vec2(1.0, 0.0);
    vec2 reach = (2.0 * corner - 1.0) * (thickness / 2.0 + 0.55);
    return mix(ends.xy, ends.zw, corner.x) + reach.x * along + reach.y * vec2(-along.y, along.x);
}

vec2 right_of_edge(vec2 corner) {
    vec2 low = floor(min(ends.xy, ends.zw)), high = vec2(right, ceil(max(ends.y, ends.w)));
    return mix(low, high, corner);
}

void main() {
    vec2 corner = vec2(gl_VertexID & 1, gl_VertexID >> 1);
    vec2 place = thickness < 0.0 ? right_of_edge(corner) : beside_stroke(corner);
    gl_Position = vec4(2.0 * place / surface - 1.0, 0.0, 1.0);
    piece = ends;
}
