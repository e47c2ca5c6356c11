#version 410 core
// Stored values of one frame -> modality values between its pixels (imaging/resample.py).
//
// Written are float32 values, or NOTHING where no image is. The modality table is computed by
// imaging/modality.py for every stored value there is: rescale, table and padding in one look.
// SAMPLER  how samples arrive: isampler2DArray or usampler2DArray, through the table; or
//          sampler2DArray: modality values themselves (DIRECT), for samples of 32 bit
// Sums are taken in the order that imaging/resample.py states, and `precise` forbids the compiler
// to fuse or reorder them: numpy and the card then agree to the last bit.

#ifndef SAMPLER
#define SAMPLER usampler2DArray
#endif

#include "taps.glsl"

uniform SAMPLER frame;
uniform sampler2D modality;  // folded, 256 in a row
uniform int lowest;          // stored value of the table's first entry

out float value;

const float NOTHING = -3.402823466e38;

bool nothing(float modality_value) {
    return modality_value < -3.0e38;
}

float modality_value(int across, int down) {
#ifdef DIRECT
    return texelFetch(frame, texel(across, down), 0).r;
#else
    int index = int(texelFetch(frame, texel(across, down), 0).r) - lowest;
    return texelFetch(modality, ivec2(index & 255, index >> 8), 0).r;
#endif
}

// Without the taps that are no image, and what is left brought to a sum of 1.
float mended(ivec2 at, ivec2 first) {
    precise float total = 0.0;
    precise float weight = 0.0;
    for (int a = 0; a < taps.x; ++a) {
        int across = across_sample(first, a);
        precise float column = 0.0;
        precise float column_weight = 0.0;
        for (int d = 0; d < taps.y; ++d) {
            float stored = modality_value(across, down_sample(first, d));
            if (nothing(stored)) continue;
            float part = max(down_weight(at, d), 0.0);
            column += stored * part;
            column_weight += part;
        }
        float part = max(across_weight(at, a), 0.0);
        total += column * part;
        weight += column_weight * part;
    }
    return total / weight;
}

void main() {
    ivec2 at = ivec2(gl_FragCoord.xy);
    ivec2 nearest = nearest_sample(at);
    value = NOTHING;
    if (nearest.x < 0 || nearest.y < 0) return;
    if (nothing(modality_value(nearest.x, nearest.y))) return;

    ivec2 first = first_sample(at);
    bool touched = false;
    precise float total = 0.0;
    for (int a = 0; a < taps.x; ++a) {
        int across = across_sample(first, a);
        float across_part = across_weight(at, a);
        precise float column = 0.0;
        for (int d = 0; d < taps.y; ++d) {
            float down_part = down_weight(at, d);
            float stored = modality_value(across, down_sample(first, d));
            if (nothing(stored)) {
                touched = touched || (across_part != 0.0 && down_part != 0.0);
            } else {
                column += stored * down_part;
            }
        }
        total += column * across_part;
    }
    value = touched ? mended(at, first) : total;
}
