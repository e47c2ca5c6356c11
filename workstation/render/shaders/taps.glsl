// Which samples of a frame make one pixel, and with which weights (imaging/resample.py).
//
// `at` is the pixel in the viewport; across and down are those of the surface, and name rows and
// columns of the source the other way round where the image lies on its side.

uniform ivec2 tile;               // columns and rows of one layer of the frame
uniform int tiles_across;         // 0: the frame is one layer
uniform isampler2D down_places;   // by surface row: first source sample; nearest one, or -1
uniform sampler2D down_weights;   // (surface row, tap)
uniform isampler2D across_places; // by surface column
uniform sampler2D across_weights;
uniform ivec2 taps;               // across, down
uniform ivec2 inputs;             // source samples: across, down
uniform bool turned;              // surface rows run along source columns

ivec3 texel(int across, int down) {
    ivec2 at = turned ? ivec2(down, across) : ivec2(across, down);
    if (tiles_across == 0) return ivec3(at, 0);
    ivec2 layer = at / tile;
    return ivec3(at - layer * tile, layer.y * tiles_across + layer.x);
}

ivec2 first_sample(ivec2 at) {
    return ivec2(texelFetch(across_places, ivec2(at.x, 0), 0).r,
                 texelFetch(down_places, ivec2(at.y, 0), 0).r);
}

ivec2 nearest_sample(ivec2 at) {
    return ivec2(texelFetch(across_places, ivec2(at.x, 0), 0).g,
                 texelFetch(down_places, ivec2(at.y, 0), 0).g);
}

float across_weight(ivec2 at, int tap) {
    return texelFetch(across_weights, ivec2(at.x, tap), 0).r;
}

float down_weight(ivec2 at, int tap) {
    return texelFetch(down_weights, ivec2(at.y, tap), 0).r;
}

// A tap outside the source has weight 0; it reads the sample at the edge.
int across_sample(ivec2 first, int tap) {
    return clamp(first.x + tap, 0, inputs.x - 1);
}

int down_sample(ivec2 first, int tap) {
    return clamp(first.y + tap, 0, inputs.y - 1);
}
