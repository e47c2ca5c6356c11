#version 410 core
// The color of what is covered.

uniform sampler2D coverage;
uniform vec2 red_green;
uniform vec2 blue_opacity;
uniform bool area;  // it counts how often an area winds around a point: even-odd

out vec4 color;

void main() {
    float covered = texelFetch(coverage, ivec2(gl_FragCoord.xy), 0).r;
    if (area) {
        float rest = mod(abs(covered), 2.0);
        covered = min(rest, 2.0 - rest);
    }
    color = vec4(red_green, blue_opacity.x, blue_opacity.y * covered);
}
