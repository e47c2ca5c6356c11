#version 410 core
// Sums over the down taps: one for each source sample across and each row of the surface.
//
// Sums are taken in the order that imaging/resample.py states, and `precise` forbids the compiler
// to fuse or reorder them: numpy and the card then agree to the last bit.
// PADDED  the frame has padding. Then also the sum over the valid taps of positive weight, the sum
//         of these weights, and whether any tap of weight other than 0 is padding.

#include "taps.glsl"
#include "stored.glsl"

uniform int leftmost;  // source sample across of the first column

#ifdef PADDED
out vec4 sums;
#else
out float sums;
#endif

void main() {
    int across = leftmost + int(gl_FragCoord.x);
    int y = int(gl_FragCoord.y);
    int first = down_place(y).r;
    precise float total = 0.0;
#ifdef PADDED
    precise float valid_total = 0.0;
    precise float valid_weight = 0.0;
    bool touched = false;
    for (int tap = 0; tap < taps.y; ++tap) {
        float value = modality_value(across, down_sample(first, tap));
        float weight = down_weight(y, tap);
        if (nothing(value)) {
            touched = touched || weight != 0.0;
            continue;
        }
        float positive = max(weight, 0.0);
        total += value * weight;
        valid_total += value * positive;
        valid_weight += positive;
    }
    sums = vec4(total, valid_total, valid_weight, touched ? 1.0 : 0.0);
#else
    for (int tap = 0; tap < taps.y; ++tap) {
        total += modality_value(across, down_sample(first, tap)) * down_weight(y, tap);
    }
    sums = total;
#endif
}
