#version 410 core
// How much of a pixel a mark covers.

flat in vec4 mark_shape;  // text: place in the atlas less place on the surface, channel;
                          // line: its two ends; box: left, top, right, bottom
flat in vec4 mark_color;
flat in vec2 mark_kind;   // 0 text, 1 line, 2 box, 3 outline of a box; thickness

uniform sampler2D atlas;  // red: ink, green: halo

out vec4 color;

float line_coverage(vec2 at) {
    vec2 along = mark_shape.zw - mark_shape.xy;
    vec2 from_start = at - mark_shape.xy;
    float square = dot(along, along);
    float part = square > 0.0 ? clamp(dot(from_start, along) / square, 0.0, 1.0) : 0.0;
    return clamp(mark_kind.y / 2.0 + 0.5 - length(from_start - part * along), 0.0, 1.0);
}

float box_coverage(vec2 at, vec4 box) {
    vec2 covered = min(box.zw, at + 0.5) - max(box.xy, at - 0.5);
    covered = clamp(covered, 0.0, 1.0);
    return covered.x * covered.y;
}

void main() {
    vec2 at = gl_FragCoord.xy;
    float coverage;
    if (mark_kind.x < 0.5) {
        vec2 texel = texelFetch(atlas, ivec2(floor(at) + mark_shape.xy), 0).rg;
        coverage = mark_shape.z < 0.5 ? texel.r : texel.g;
    } else if (mark_kind.x < 1.5) {
        coverage = line_coverage(at);
    } else {
        coverage = box_coverage(at, mark_shape);
        if (mark_kind.x > 2.5) {
            vec4 inner = mark_shape + mark_kind.y * vec4(1.0, 1.0, -1.0, -1.0);
            coverage -= inner.z > inner.x && inner.w > inner.y ? box_coverage(at, inner) : 0.0;
        }
    }
    color = vec4(mark_color.rgb, mark_color.a * coverage);
}
