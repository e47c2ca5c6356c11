#version 410 core
// One triangle over the whole viewport; which pixel it is, a fragment shader knows by itself.

void main() {
    vec2 corner = vec2(gl_VertexID & 1, gl_VertexID >> 1);
    gl_Position = vec4(4.0 * corner - 1.0, 0.0, 1.0);
}
