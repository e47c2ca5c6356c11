#version 410 core
// One rectangle for each mark: text, line or box. That of a line lies along it, so that a long
// diagonal does not cost the square over it.

layout(location = 0) in vec4 bounds;  // left, top, right, bottom in surface pixels; not of a line
layout(location = 1) in vec4 shape;   // see marks.frag
layout(location = 2) in vec4 color;   // red, green, blue, opacity; 0 to 1
layout(location = 3) in vec2 kind;    // kind, thickness

uniform vec2 surface;                 // width and height

flat out vec4 mark_shape;
flat out vec4 mark_color;
flat out vec2 mark_kind;

// A corner of all that is within reach of the line, 0 or 1 along and beside it.
vec2 beside_line(vec2 corner) {
    vec2 way = shape.zw - shape.xy;
    vec2 along = length(way) > 0.0 ? normalize(way) : vec2(1.0, 0.0);
    vec2 reach = (2.0 * corner - 1.0) * (kind.y / 2.0 + 0.55);
    return mix(shape.xy, shape.zw, corner.x) + reach.x * along + reach.y * vec2(-along.y, along.x);
}

void main() {
    vec2 corner = vec2(gl_VertexID & 1, gl_VertexID >> 1);
    bool line = kind.x > 0.5 && kind.x < 1.5;
    vec2 place = line ? beside_line(corner) : mix(bounds.xy, bounds.zw, corner);
    gl_Position = vec4(2.0 * place / surface - 1.0, 0.0, 1.0);
    mark_shape = shape;
    mark_color = color;
    mark_kind = kind;
}
