/*
 * The loops of the raster path that numpy is slow at. imaging says in numpy what each of them
 * computes; the tests hold them equal bit for bit. So: float32 as numpy has it, the same operations
 * in the same order, and none contracted (-ffp-contract=off).
 *
 * kernel.py checks every array before it calls. What cannot be checked there at little cost, the
 * indices of taps, is checked here before anything is read.
 */

#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* One loop for every x86 processor, chosen when the library is loaded. */
#if defined(__x86_64__) && defined(__GLIBC__) && !defined(ONE_PROCESSOR)
#define EACH_PROCESSOR __attribute__((target_clones("default", "avx2")))
#else
#define EACH_PROCESSOR
#endif

#define EXPORTED __attribute__((visibility("default")))

/* Taps of one axis, each as an array of its own: shape (taps, outputs). */
struct taps {
    const int32_t *index;
    const float *weight;
    int64_t taps, outputs;
};

/* Modality values of stored ones: a line, or a table with an entry for every pattern of bits. */
struct modality {
    const float *table;
    float slope, intercept;
};

/*
 * Terms of one tap over columns [left, right) of a row of samples: what it weighs, added to the
 * sums of the taps before it, or in their place where it is the first.
 */
typedef void row_terms(float *, const void *, int64_t, int64_t, float, const struct modality *, int);

typedef float one_value(const void *, int64_t, const struct modality *); /* of one sample */

#define ROW_TERMS(NAME, TYPE, VALUE)                                                               \
    static float NAME##_one(const void *samples, int64_t x, const struct modality *modality)       \
    {                                                                                              \
        const TYPE *row = samples;                                                                 \
        const float *restrict table = modality->table;                                             \
        const float slope = modality->slope, intercept = modality->intercept;                      \
        (void)table, (void)slope, (void)intercept;                                                 \
        return VALUE;                                                                              \
    }                                                                                              \
    EACH_PROCESSOR static void NAME(float *restrict sums, const void *samples, int64_t left,       \
                                    int64_t right, float weight, const struct modality *modality,  \
                                    int first)                                                     \
    {                                                                                              \
        const TYPE *row = samples;                                                                 \
        const float *restrict table = modality->table;                                             \
        const float slope = modality->slope, intercept = modality->intercept;                      \
        (void)table, (void)slope, (void)intercept;                                                 \
        if (first)                                                                                 \
            for (int64_t x = left; x < right; x++)                                                 \
                sums[x] = (VALUE)*weight;                                                          \
        else                                                                                       \
            for (int64_t x = left; x < right; x++)                                                 \
                sums[x] += (VALUE)*weight;                                                         \
    }

ROW_TERMS(terms_u8, uint8_t, (float)row[x] * slope + intercept)
ROW_TERMS(terms_i8, int8_t, (float)row[x] * slope + intercept)
ROW_TERMS(terms_u16, uint16_t, (float)row[x] * slope + intercept)
ROW_TERMS(terms_i16, int16_t, (float)row[x] * slope + intercept)
ROW_TERMS(terms_f32, float, row[x] * slope + intercept)
ROW_TERMS(terms_table8, uint8_t, table[row[x]])
ROW_TERMS(terms_table16, uint16_t, table[row[x]])

/* In the order of kernel.py's _KINDS. */
static const struct {
    row_terms *terms;
    one_value *one;
    int64_t bytes;
} KINDS[] = {
    {terms_u8, terms_u8_one, 1},           {terms_i8, terms_i8_one, 1},
    {terms_u16, terms_u16_one, 2},         {terms_i16, terms_i16_one, 2},
    {terms_f32, terms_f32_one, 4},         {terms_table8, terms_table8_one, 1},
    {terms_table16, terms_table16_one, 2},
};

/* Whether all indices lie in [0, inputs), and the least and the largest of them. */
EACH_PROCESSOR static int within(const struct taps *axis, int64_t inputs, int64_t *least,
                                 int64_t *most)
{
    int32_t low = INT32_MAX, high = INT32_MIN;
    for (int64_t n = 0; n < axis->taps * axis->outputs; n++) {
        low = axis->index[n] < low ? axis->index[n] : low;
        high = axis->index[n] > high ? axis->index[n] : high;
    }
    *least = low, *most = high;
    return low >= 0 && high < inputs;
}

/* One row of output: for each pixel the sum over the taps, the first tap first. */
EACH_PROCESSOR static void row_of_sums(float *restrict out, const float *restrict sums,
                                       const struct taps *across)
{
    const int64_t outputs = across->outputs;
    const int32_t *restrict index = across->index;
    const float *restrict weight = across->weight;
    if (across->taps == 2) { /* by far the commonest: linear, magnified */
        for (int64_t x = 0; x < outputs; x++)
            out[x] = sums[index[x]] * weight[x] + sums[index[x + outputs]] * weight[x + outputs];
        return;
    }
    for (int64_t x = 0; x < outputs; x++)
        out[x] = sums[index[x]] * weight[x];
    for (int64_t tap = 1; tap < across->taps; tap++) {
        index += outputs, weight += outputs;
        for (int64_t x = 0; x < outputs; x++)
            out[x] += sums[index[x]] * weight[x];
    }
}

/*
 * Rows [top, bottom) of what resample.interpolated() gives.
 *
 * out      (down outputs, across outputs)
 * samples  (height, width) of a kind
 * sums     room for width values
 * returns  0; 1 where a tap lies outside the samples, and then nothing was written
 */
EXPORTED int workstation_resample(float *out, const void *samples, int32_t kind, int64_t height,
                                  int64_t width, const int32_t *down_index,
                                  const float *down_weight, int64_t down_taps, int64_t down_outputs,
                                  const int32_t *across_index, const float *across_weight,
                                  int64_t across_taps, int64_t across_outputs, const float *table,
                                  float slope, float intercept, int64_t top, int64_t bottom,
                                  float *sums)
{
    const struct taps down = {down_index, down_weight, down_taps, down_outputs};
    const struct taps across = {across_index, across_weight, across_taps, across_outputs};
    const struct modality modality = {table, slope, intercept};
    const int64_t pitch = width * KINDS[kind].bytes;
    int64_t left, right, least, most;
    if (!within(&down, height, &least, &most) || !within(&across, width, &left, &right))
        return 1;
    for (int64_t y = top; y < bottom; y++) {
        for (int64_t tap = 0; tap < down.taps; tap++) {
            const int64_t n = tap * down.outputs + y;
            const char *row = (const char *)samples + down.index[n] * pitch;
            KINDS[kind].terms(sums, row, left, right + 1, down.weight[n], &modality, tap == 0);
        }
        row_of_sums(out + y * across.outputs, sums, &across);
    }
    return 0;
}

/* What a picture with gaps in it is made of; valid has the shape of the samples. */
struct gappy {
    struct taps down, across;
    struct modality modality;
    const void *samples;
    const uint8_t *valid;
    int64_t width;
    int32_t kind;
};

/* resample._over_valid() for one output pixel. */
static float over_valid(const struct gappy *gappy, int64_t y, int64_t x)
{
    const struct taps *down = &gappy->down, *across = &gappy->across;
    float total = 0.0f, weight = 0.0f;
    for (int64_t c = x; c < across->taps * across->outputs; c += across->outputs) {
        float column = 0.0f, column_weight = 0.0f;
        for (int64_t r = y; r < down->taps * down->outputs; r += down->outputs) {
            const int64_t at = down->index[r] * gappy->width + across->index[c];
            const float row_weight = down->weight[r] > 0.0f ? down->weight[r] : 0.0f;
            const float part = gappy->valid[at] ? row_weight : 0.0f;
            column += KINDS[gappy->kind].one(gappy->samples, at, &gappy->modality) * part;
            column_weight += part;
        }
        const float across_weight = across->weight[c] > 0.0f ? across->weight[c] : 0.0f;
        total += column * across_weight;
        weight += column_weight * across_weight;
    }
    return total / weight;
}

/* Columns with an invalid sample under a down tap that weighs anything; whether there is one. */
EACH_PROCESSOR static int invalid_columns(uint8_t *restrict found, const struct gappy *gappy,
                                          int64_t y)
{
    uint8_t any = 0;
    for (int64_t x = 0; x <= gappy->width; x++)
        found[x] = 0;
    for (int64_t r = y; r < gappy->down.taps * gappy->down.outputs; r += gappy->down.outputs) {
        if (gappy->down.weight[r] == 0.0f)
            continue;
        const uint8_t *restrict valid = gappy->valid + gappy->down.index[r] * gappy->width;
        for (int64_t x = 0; x < gappy->width; x++)
            found[x] |= !valid[x];
    }
    for (int64_t x = 0; x < gappy->width; x++)
        any |= found[x];
    return any;
}

/* Whether the same samples lie under down taps that weigh anything as in the row before. */
static int as_before(const struct taps *down, int64_t y)
{
    for (int64_t r = y; r < down->taps * down->outputs; r += down->outputs) {
        const int weighs = down->weight[r] != 0.0f, weighed = down->weight[r - 1] != 0.0f;
        if (weighs != weighed || (weighs && down->index[r] != down->index[r - 1]))
            return 0;
    }
    return 1;
}

/* For each output pixel whether one of its columns is marked. */
EACH_PROCESSOR static void gathered(uint8_t *restrict out, const uint8_t *restrict marked,
                                    const int32_t *restrict columns, int64_t taps, int64_t outputs)
{
    for (int64_t x = 0; x < outputs; x++)
        out[x] = marked[columns[x]];
    for (int64_t tap = 1; tap < taps; tap++)
        for (int64_t x = 0; x < outputs; x++)
            out[x] |= marked[columns[tap * outputs + x]];
}

/* The sums over valid samples where there is image, which is seldom: eight pixels at a time. */
static void fill_row(float *out, const uint8_t *touched, const uint8_t *inside,
                     const struct gappy *gappy, int64_t y)
{
    const int64_t outputs = gappy->across.outputs;
    for (int64_t x = 0; x < outputs;) {
        const int64_t last = x + 8 < outputs ? x + 8 : outputs;
        if (last == x + 8) {
            uint64_t some, seen;
            memcpy(&some, touched + x, 8);
            memcpy(&seen, inside + x, 8);
            if (!(some & seen))
                x = last;
        }
        for (; x < last; x++)
            if (touched[x] & inside[x])
                out[x] = over_valid(gappy, y, x);
    }
}

/* Columns of taps that weigh nothing, and of pixels beside the image, are `width`: never marked. */
static int columns_of(int32_t *columns, int32_t *nearest, const struct taps *across,
                      const int32_t *across_nearest, int64_t width)
{
    for (int64_t c = 0; c < across->taps * across->outputs; c++)
        columns[c] = across->weight[c] != 0.0f ? across->index[c] : (int32_t)width;
    for (int64_t x = 0; x < across->outputs; x++) {
        if (across_nearest[x] >= width)
            return 0;
        nearest[x] = across_nearest[x] >= 0 ? across_nearest[x] : (int32_t)width;
    }
    return 1;
}

/*
 * Rows [top, bottom) of what resample.resample() makes of resample.interpolated() where not all
 * samples are valid.
 *
 * out      (down outputs, across outputs), what is interpolated
 * inside   the same, 0 or 1: where there is image
 * valid    (height, width), 0 or 1
 * nearest  of each output pixel of an axis the sample that holds its center; -1 outside
 * marked   room for width + 1 values, touched for across outputs, columns for one more than taps
 * returns  0; 1 where a tap lies outside the samples
 */
EXPORTED int workstation_fill(float *out, uint8_t *inside, const uint8_t *valid,
                              const int32_t *down_nearest, const int32_t *across_nearest,
                              const void *samples, int32_t kind, int64_t height, int64_t width,
                              const int32_t *down_index, const float *down_weight,
                              int64_t down_taps, int64_t down_outputs, const int32_t *across_index,
                              const float *across_weight, int64_t across_taps, int64_t outputs,
                              const float *table, float slope, float intercept, int64_t top,
                              int64_t bottom, uint8_t *marked, uint8_t *touched, int32_t *columns)
{
    const struct gappy gappy = {
        {down_index, down_weight, down_taps, down_outputs},
        {across_index, across_weight, across_taps, outputs},
        {table, slope, intercept}, samples, valid, width, kind,
    };
    int32_t *nearest = columns + across_taps * outputs;
    int64_t least, most;
    int any = 0;
    if (!within(&gappy.down, height, &least, &most) || !within(&gappy.across, width, &least, &most))
        return 1;
    if (!columns_of(columns, nearest, &gappy.across, across_nearest, width))
        return 1;
    for (int64_t y = top; y < bottom; y++) {
        uint8_t *here = inside + y * outputs;
        const int32_t row = down_nearest[y];
        if (row >= height)
            return 1;
        if (row < 0) {
            memset(here, 0, outputs);
            continue;
        }
        if (y > top && row == down_nearest[y - 1]) {
            memcpy(here, here - outputs, outputs);
        } else {
            memcpy(marked, valid + row * width, width);
            marked[width] = 0;
            gathered(here, marked, nearest, 1, outputs);
        }
        if (y == top || !as_before(&gappy.down, y)) {
            any = invalid_columns(marked, &gappy, y);
            if (any)
                gathered(touched, marked, columns, across_taps, outputs);
        }
        if (any)
            fill_row(out + y * outputs, touched, here, &gappy, y);
    }
    return 0;
}

/* The last stages of the chain as a line and a table of framebuffer values: see packing.py. */
struct stages {
    float low, span, top, scale, last;
    const uint32_t *table;
};

#define INLINED static inline __attribute__((always_inline))
enum { BLOCK = 512 }; /* pixels: the arithmetic apart from the look-ups becomes vectors */

/* `inversions` is a constant where this is called, so that the loop has no branch. */
INLINED void indices(int32_t *restrict index, const float *restrict values, int64_t count,
                     const struct stages *stages, int inversions)
{
    const float low = stages->low, span = stages->span, top = stages->top, scale = stages->scale;
    const float last = stages->last;
    for (int64_t x = 0; x < count; x++) {
        float p = (values[x] - low) / span;
        p = p > 0.0f ? p : 0.0f; /* also where it is not a number */
        p = p < top ? p : top;
        for (int n = 0; n < inversions; n++)
            p = 1.0f - p;
        p = p * scale + 0.5f;
        p = p > 0.0f ? p : 0.0f;
        index[x] = (int32_t)(p < last ? p : last);
    }
}

EACH_PROCESSOR static void painted(uint32_t *restrict target, const float *restrict values,
                                   int64_t count, const struct stages *stages, int inversions)
{
    int32_t index[BLOCK];
    if (inversions == 0)
        indices(index, values, count, stages, 0);
    else if (inversions == 1)
        indices(index, values, count, stages, 1);
    else
        indices(index, values, count, stages, 2);
    for (int64_t x = 0; x < count; x++)
        target[x] = stages->table[index[x]];
}

INLINED void painted_row(uint32_t *target, const float *values, int64_t count,
                         const struct stages *stages, int inversions)
{
    for (int64_t x = 0; x < count; x += BLOCK)
        painted(target + x, values + x, count - x < BLOCK ? count - x : BLOCK, stages, inversions);
}

EACH_PROCESSOR static void blanked_row(uint32_t *restrict target, const uint8_t *restrict inside,
                                       int64_t count, uint32_t outside)
{
    for (int64_t x = 0; x < count; x++)
        target[x] = inside[x] ? target[x] : outside;
}

enum { TILE = 64, STEPS = 12 };

/* A pattern of thresholds, (TILE, TILE), repeated over the surface, and where on it one draws. */
struct noise {
    const uint16_t *thresholds;
    int64_t x, y;
};

/* A framebuffer value of a level in 4096ths: (level + threshold) >> 12, three times. */
INLINED uint32_t noisy(uint32_t fine, uint32_t threshold)
{
    const uint32_t level = (fine + threshold) >> STEPS;
    return 0xff000000u | level << 16 | level << 8 | level;
}

/* The same of a row, in its place. */
EACH_PROCESSOR static void noisy_row(uint32_t *restrict values, int64_t count, int64_t row,
                                     const struct noise *noise)
{
    const uint16_t *tile = noise->thresholds + (noise->y + row) % TILE * TILE;
    uint32_t turned[TILE];
    int64_t column = 0;
    for (int64_t n = 0; n < TILE; n++)
        turned[n] = tile[(noise->x + n) % TILE];
    for (; column + TILE <= count; column += TILE)
        for (int64_t n = 0; n < TILE; n++)
            values[column + n] = noisy(values[column + n], turned[n]);
    for (int64_t n = 0; column + n < count; n++)
        values[column + n] = noisy(values[column + n], turned[n]);
}

/*
 * Framebuffer values of levels in 4096ths, in their place.
 *
 * thresholds  of the noise
 * x, y        column and row of the surface where the target begins
 */
EXPORTED void workstation_dither(uint32_t *target, int64_t pitch, int64_t rows, int64_t columns,
                                 const uint16_t *thresholds, int64_t x, int64_t y)
{
    const struct noise noise = {thresholds, x, y};
    for (int64_t row = 0; row < rows; row++)
        noisy_row(target + row * pitch, columns, row, &noise);
}

/*
 * Framebuffer values of modality values.
 *
 * target      (rows, columns), rows `pitch` values apart
 * values      (rows, columns)
 * inside      same shape: 0 where `outside` is drawn instead; or NULL
 * inversions  how often p becomes 1 - p
 * thresholds  of a noise, where the table holds levels in 4096ths; or NULL. x, y: as above
 */
EXPORTED void workstation_paint(uint32_t *target, int64_t pitch, const float *values,
                                const uint8_t *inside, int64_t rows, int64_t columns, float low,
                                float span, float top, int32_t inversions, float scale,
                                const uint32_t *table, int64_t entries, uint32_t outside,
                                const uint16_t *thresholds, int64_t x, int64_t y)
{
    const struct noise noise = {thresholds, x, y};
    const struct stages stages = {low, span, top, scale, (float)(entries - 1), table};
    for (int64_t row = 0; row < rows; row++) {
        uint32_t *out = target + row * pitch;
        painted_row(out, values + row * columns, columns, &stages, inversions);
        if (inside)
            blanked_row(out, inside + row * columns, columns, outside);
        if (thresholds)
            noisy_row(out, columns, row, &noise);
    }
}

#define LOOKED_UP(NAME, TYPE)                                                                      \
    EACH_PROCESSOR static void NAME(uint32_t *restrict target, const void *samples, int64_t count, \
                                    const uint32_t *restrict table)                                \
    {                                                                                              \
        const TYPE *row = samples;                                                                 \
        for (int64_t x = 0; x < count; x++)                                                        \
            target[x] = table[row[x]];                                                             \
    }

LOOKED_UP(looked_up8, uint8_t)
LOOKED_UP(looked_up16, uint16_t)

/* The same of stored values of `bytes` each, from a table with an entry for every one of them. */
EXPORTED void workstation_look_up(uint32_t *target, int64_t pitch, const void *samples,
                                  int64_t bytes, int64_t rows, int64_t columns,
                                  const uint32_t *table, const uint16_t *thresholds, int64_t x,
                                  int64_t y)
{
    const struct noise noise = {thresholds, x, y};
    for (int64_t row = 0; row < rows; row++) {
        const char *values = (const char *)samples + row * columns * bytes;
        if (bytes == 1)
            looked_up8(target + row * pitch, values, columns, table);
        else
            looked_up16(target + row * pitch, values, columns, table);
        if (thresholds)
            noisy_row(target + row * pitch, columns, row, &noise);
    }
}
