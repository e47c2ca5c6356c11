#version 410 core
// Modality values -> VOI LUT -> Presentation LUT -> inversion -> P-Value -> driving level.
//
// The same operations in the same order as imaging/voi.py, presentation.py and pipeline.py.
// P_VALUES    stop at the P-Value, for tests
// P_VEIL      something lies over the P-Values (imaging/veil.py)
// LEVEL_VEIL  something lies over the levels
// TRIPLETS    red, green and blue have levels of their own (imaging/driving.py)
// NOISE       a pattern of pixels shows what is between two levels

uniform sampler2D plane;              // modality values of the viewport
uniform ivec2 origin;                 // surface pixel of its top left corner
uniform int voi;                      // 0 ramp, 1 step, 2 sigmoid, 3 table
uniform vec2 voi_line;                // ramp: low, high - low; sigmoid: center, -4 / width
uniform sampler2D voi_table;
uniform int voi_last;                 // index of its last entry
uniform int presentation;             // 0 identity, 1 inverse, 2 table
uniform sampler2D presentation_table;
uniform int presentation_last;
uniform bool inverted;
uniform usampler2D driving_levels;    // folded, by P-Value; with NOISE in 4096ths
#ifdef NOISE
uniform usampler2D thresholds;        // 64 x 64, repeated from the surface's top left corner
#endif
uniform float highest;                // 2^bits - 1
#ifdef P_VEIL
uniform sampler2D p_veil;
#endif
#ifdef LEVEL_VEIL
uniform sampler2D level_veil;
#endif

#ifdef P_VALUES
out float color;
#else
out vec4 color;
#endif

float entry(sampler2D table, int index) {
    return texelFetch(table, ivec2(index & 255, index >> 8), 0).r;
}

float after_voi(float value) {
    precise float offset = value - voi_line.x;
    if (voi == 0) {
        precise float p = offset / voi_line.y;
        return clamp(p, 0.0, 1.0);
    }
    if (voi == 1) return value > voi_line.x ? 1.0 : 0.0;
    if (voi == 2) {
        precise float exponent = offset * voi_line.y;
        return 1.0 / (exp(clamp(exponent, -80.0, 80.0)) + 1.0);
    }
    precise float index = clamp(offset, 0.0, float(voi_last)) + 0.5;
    return entry(voi_table, int(index));
}

float after_presentation(float p) {
    if (presentation == 0) return p;
    if (presentation == 1) return 1.0 - p;
    precise float index = p * float(presentation_last) + 0.5;
    return entry(presentation_table, int(index));
}

float p_value(float value) {
    if (value < -3.0e38) return 0.0; // no image here: background, whatever the polarity
    float p = after_presentation(after_voi(value));
    return inverted ? 1.0 - p : p;
}

void main() {
    ivec2 at = ivec2(gl_FragCoord.xy) - origin;
    float p = p_value(texelFetch(plane, at, 0).r);
#ifdef P_VEIL
    vec4 over = texelFetch(p_veil, at, 0);
    precise float left = p * over.a;
    precise float under = left + over.r;
    p = under;
#endif
#ifdef P_VALUES
    color = p;
#else
    precise float index = p * 65535.0 + 0.5;
    uint entry_index = uint(index);
    uvec4 shown = texelFetch(driving_levels, ivec2(entry_index & 255u, entry_index >> 8), 0);
#ifdef NOISE
    ivec2 tile = ivec2(gl_FragCoord.xy) & 63;
    shown.r = (shown.r + texelFetch(thresholds, tile, 0).r) >> 12;
#endif
#ifdef TRIPLETS
    vec3 levels = vec3(shown.rgb);
#else
    vec3 levels = vec3(float(shown.r));
#endif
#ifdef LEVEL_VEIL
    vec4 veil = texelFetch(level_veil, at, 0);
    precise vec3 kept = levels * veil.a;
    precise vec3 covered = kept + veil.rgb;
    precise vec3 up = covered + 0.5;
    levels = floor(up);
#endif
    color = vec4(levels / highest, 1.0);
#endif
}
