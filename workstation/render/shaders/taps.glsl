// Which samples of a frame make one pixel, and with which weights (imaging/resample.py).
//
// Across and down are those of the surface: where the image lies on its side, rows of the surface
// run along columns of the source.

uniform ivec2 tile;               // columns and rows of one layer of the frame
uniform int tiles_across;         // 0: the frame is one layer
uniform isampler2D down_places;   // by surface row: first source sample; nearest one, or -1
uniform sampler2D down_weights;   // (surface row, tap)
uniform isampler2D across_places; // by surface column
uniform sampler2D across_weights;
uniform ivec2 taps;               // across, down
uniform ivec2 inputs;             // source samples: across, down
uniform bool turned;              // the image lies on its side

ivec3 texel(int across, int down) {
    ivec2 at = turned ? ivec2(down, across) : ivec2(across, down);
    if (tiles_across == 0) return ivec3(at, 0);
    ivec2 layer = at / tile;
    return ivec3(at - layer * tile, layer.y * tiles_across + layer.x);
}

ivec2 across_place(int x) {
    return texelFetch(across_places, ivec2(x, 0), 0).rg;
}

ivec2 down_place(int y) {
    return texelFetch(down_places, ivec2(y, 0), 0).rg;
}

float across_weight(int x, int tap) {
    return texelFetch(across_weights, ivec2(x, tap), 0).r;
}

float down_weight(int y, int tap) {
    return texelFetch(down_weights, ivec2(y, tap), 0).r;
}

// A tap outside the source has weight 0; it reads the sample at the edge.
int across_sample(int first, int tap) {
    return clamp(first + tap, 0, inputs.x - 1);
}

int down_sample(int first, int tap) {
    return clamp(first + tap, 0, inputs.y - 1);
}
