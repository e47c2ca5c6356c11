#version 410 core
// Sums over the across taps, of what down.frag has left: the modality value of each pixel of a
// viewport, or NOTHING where no image is. PADDED and the order of the sums as there.

#include "taps.glsl"
#include "stored.glsl"

uniform sampler2D down_sums;
uniform int leftmost;  // source sample across of its first column

out float value;

void main() {
    ivec2 at = ivec2(gl_FragCoord.xy);
    ivec2 across = across_place(at.x);
    int nearest_down = down_place(at.y).g;
    value = NOTHING;
    if (across.g < 0 || nearest_down < 0) return;
    precise float total = 0.0;
#ifdef PADDED
    if (nothing(modality_value(across.g, nearest_down))) return;
    precise float valid_total = 0.0;
    precise float valid_weight = 0.0;
    bool touched = false;
    for (int tap = 0; tap < taps.x; ++tap) {
        int column = across_sample(across.r, tap) - leftmost;
        vec4 sums = texelFetch(down_sums, ivec2(column, at.y), 0);
        float weight = across_weight(at.x, tap);
        float positive = max(weight, 0.0);
        total += sums.x * weight;
        valid_total += sums.y * positive;
        valid_weight += sums.z * positive;
        touched = touched || (sums.w > 0.5 && weight != 0.0);
    }
    value = touched ? valid_total / valid_weight : total;
#else
    for (int tap = 0; tap < taps.x; ++tap) {
        int column = across_sample(across.r, tap) - leftmost;
        total += texelFetch(down_sums, ivec2(column, at.y), 0).r * across_weight(at.x, tap);
    }
    value = total;
#endif
}
