/*
 * The loops of marks that numpy is slow at. raster_overlay.py, raster_marks.py and text_tile.py say
 * in numpy what each of them computes; the tests hold them equal bit for bit. So: the same operations
 * in the same order, and none contracted (-ffp-contract=off).
 *
 * blending.py checks every array before it calls. What cannot be checked there at little cost is
 * checked here before it is used.
 */

#include <stdint.h>
#include <string.h>

/* One loop for every x86 processor, chosen when the library is loaded. */
#if defined(__x86_64__) && defined(__GLIBC__) && !defined(ONE_PROCESSOR)
#define EACH_PROCESSOR __attribute__((target_clones("default", "avx2")))
#else
#define EACH_PROCESSOR
#endif

#define EXPORTED __attribute__((visibility("default")))

enum { CHANNELS = 4 }; /* bytes of a framebuffer value */

static inline uint8_t rounded(float level)
{
    level += 0.5f;
    return (uint8_t)(level > 0.0f ? level < 255.0f ? level : 255.0f : 0.0f);
}

/* The first place that is not before `wanted`. */
static int64_t first_from(const int64_t *places, int64_t count, int64_t wanted)
{
    int64_t low = 0;
    while (low < count) {
        const int64_t middle = low + (count - low) / 2;
        if (places[middle] < wanted)
            low = middle + 1;
        else
            count = middle;
    }
    return low;
}

/*
 * What some marks do to the pixels that they touch in a rectangle: under * share + added.
 *
 * framebuffer  (height, width)
 * places       (count), in the flat framebuffer, ascending
 * share, added (count, 4), for each byte of a framebuffer value
 * left ... bottom  of the rectangle, inside of the framebuffer
 */
EXPORTED void workstation_blend(uint32_t *framebuffer, int64_t width, const int64_t *places,
                                const float *restrict share, const float *restrict added,
                                int64_t count, int64_t left, int64_t top, int64_t right,
                                int64_t bottom)
{
    const int64_t last = (bottom - 1) * width + right;
    int64_t y = top;
    for (int64_t n = first_from(places, count, top * width + left); n < count; n++) {
        if (places[n] < top * width + left || places[n] >= last)
            break; /* beyond the rectangle, or in no order */
        while (places[n] >= y * width + right)
            y++;
        if (places[n] < y * width + left)
            continue;
        uint8_t *under = (uint8_t *)(framebuffer + places[n]);
        uint8_t levels[CHANNELS];
        for (int c = 0; c < CHANNELS; c++)
            levels[c] = rounded((float)under[c] * share[n * CHANNELS + c] + added[n * CHANNELS + c]);
        memcpy(under, levels, CHANNELS);
    }
}

/*
 * A text over part of a framebuffer.
 *
 * target      (rows, columns), rows `pitch` values apart
 * ink, halo   same shape, rows `tile_pitch` bytes apart
 * color       for each byte of a framebuffer value; `opaque` is the byte that is none of them
 * darkness    what a level of the halo takes away
 */
EXPORTED void workstation_letters(uint32_t *target, int64_t pitch, const uint8_t *ink,
                                  const uint8_t *halo, int64_t tile_pitch, int64_t rows,
                                  int64_t columns, const float *color, int32_t opaque,
                                  float darkness)
{
    for (int64_t y = 0; y < rows; y++) {
        for (int64_t x = 0; x < columns; x++) {
            const uint8_t covered = ink[y * tile_pitch + x], dark = halo[y * tile_pitch + x];
            if (!covered && !dark)
                continue;
            const float bright = (float)covered / 255.0f;
            const float share = (1.0f - (float)dark * darkness) * (1.0f - bright);
            uint8_t *under = (uint8_t *)(target + y * pitch + x);
            for (int c = 0; c < CHANNELS; c++)
                under[c] = c == opaque ? 255
                                       : rounded((float)under[c] * share + bright * color[c]);
        }
    }
}

EACH_PROCESSOR static void most(uint8_t *restrict to, const uint8_t *restrict near, int64_t count)
{
    for (int64_t x = 0; x < count; x++)
        to[x] = to[x] > near[x] ? to[x] : near[x];
}

EACH_PROCESSOR static void weighed(uint8_t *restrict near, const uint8_t *restrict ink,
                                   int64_t count, double weight)
{
    for (int64_t x = 0; x < count; x++)
        near[x] = (uint8_t)(int32_t)((double)ink[x] * weight);
}

/*
 * Each pixel takes the most that any pixel within reach has.
 *
 * around   (rows + 2 * reach, columns + 2 * reach), zeros
 * ink      (rows, columns)
 * near     the same, as room to work in
 * steps    (count, 2): how far down and to the right
 * weights  (count), of each step, 0 to 1; equal ones beside each other
 * returns  0; 1 where a step or a weight lies outside
 */
EXPORTED int workstation_grow(uint8_t *around, const uint8_t *ink, uint8_t *near, int64_t rows,
                              int64_t columns, int64_t reach, const int32_t *steps,
                              const double *weights, int64_t count)
{
    const int64_t stride = columns + 2 * reach;
    for (int64_t n = 0; n < count; n++) {
        const int64_t down = reach + steps[2 * n], right = reach + steps[2 * n + 1];
        if (down < 0 || right < 0 || down > 2 * reach || right > 2 * reach)
            return 1;
        if (!(weights[n] >= 0.0 && weights[n] <= 1.0))
            return 1;
        if (n == 0 || weights[n] != weights[n - 1])
            weighed(near, ink, rows * columns, weights[n]);
        for (int64_t y = 0; y < rows; y++)
            most(around + (y + down) * stride + right, near + y * columns, columns);
    }
    return 0;
}
