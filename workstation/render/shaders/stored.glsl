// The modality value of a sample of a gray frame, or NOTHING for padding.
//
// The modality table is computed by imaging/modality.py for every stored value there is: rescale,
// table and padding in one look.
// SAMPLER  how samples arrive: isampler2DArray or usampler2DArray, through the table; or
//          sampler2DArray: modality values themselves (DIRECT), for samples of 32 bit

#ifndef SAMPLER
#define SAMPLER usampler2DArray
#endif

uniform SAMPLER frame;
uniform sampler2D modality;  // folded, 256 in a row
uniform int lowest;          // stored value of the table's first entry

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
