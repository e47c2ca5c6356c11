#version 410 core
// RGB samples of one frame -> 8 bit of RGB between its pixels (imaging/pipeline.py, draw_color).
// LEVEL_VEIL  something lies over it (imaging/veil.py)

#include "taps.glsl"

uniform usampler2DArray frame;
uniform ivec2 origin;   // surface pixel of the viewport's top left corner
uniform float divisor;  // of a sample, to 8 bit
uniform vec3 black;     // what the display shows for P-Value 0, 0 to 1

#ifdef LEVEL_VEIL
uniform sampler2D level_veil;
#endif

out vec4 color;

void main() {
    ivec2 at = ivec2(gl_FragCoord.xy) - origin;
    ivec2 across = across_place(at.x);
    ivec2 down = down_place(at.y);
    color = vec4(black, 1.0);
    if (across.g < 0 || down.g < 0) return;

    precise vec3 total = vec3(0.0);
    for (int a = 0; a < taps.x; ++a) {
        int x = across_sample(across.r, a);
        precise vec3 column = vec3(0.0);
        for (int d = 0; d < taps.y; ++d) {
            ivec3 place = texel(x, down_sample(down.r, d));
            column += vec3(texelFetch(frame, place, 0).rgb) * down_weight(at.y, d);
        }
        total += column * across_weight(at.x, a);
    }
    precise vec3 levels = total / divisor + 0.5;
    vec3 whole = floor(clamp(levels, 0.0, 255.0));
#ifdef LEVEL_VEIL
    vec4 veil = texelFetch(level_veil, at, 0);
    precise vec3 kept = whole * veil.a;
    precise vec3 covered = kept + veil.rgb;
    precise vec3 up = covered + 0.5;
    whole = floor(up);
#endif
    color = vec4(whole / 255.0, 1.0);
}
