#version 410 core
// One rectangle of pixels for each mark: text, line or box.

layout(location = 0) in vec4 bounds;  // left, top, right, bottom in surface pixels
layout(location = 1) in vec4 shape;   // see marks.frag
layout(location = 2) in vec4 color;   // red, green, blue, opacity; 0 to 1
layout(location = 3) in vec2 kind;    // kind, thickness

uniform vec2 surface;                 // width and height

flat out vec4 mark_shape;
flat out vec4 mark_color;
flat out vec2 mark_kind;

void main() {
    vec2 corner = vec2(gl_VertexID & 1, gl_VertexID >> 1);
    vec2 place = mix(bounds.xy, bounds.zw, corner);
    gl_Position = vec4(2.0 * place / surface - 1.0, 0.0, 1.0);
    mark_shape = shape;
    mark_color = color;
    mark_kind = kind;
}
