/*
 * The walk over the elements of a data set, as elements.py defines it: what is found, where the walk
 * ends and why it stops are the same there, statement for statement, and tests hold them equal.
 *
 * The bytes are anybody's. Every position is 64 bits wide and below 2^33, so none wraps; every read
 * is preceded by a look at `size`; nothing is written but rows below `capacity`; the recursion ends
 * at DEEPEST.
 */

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define EXPORTED __attribute__((visibility("default")))

enum { DONE, BEYOND, DESCENDING, UNKNOWN_VR, NO_ITEM, NO_ITEM_END, EARLY, FRAGMENTS, DEEP, MANY,
       UNPREPARED };

static const uint32_t UNDEFINED = 0xFFFFFFFF;
static const uint32_t ITEM = 0xFFFEE000, ITEM_END = 0xFFFEE00D, SEQUENCE_END = 0xFFFEE0DD;
static const uint32_t FIRST_PIXEL_DATA = 0x7FE00008, LAST_PIXEL_DATA = 0x7FE00010;
static const uint64_t MOST_ELEMENTS = 65536, MOST_NESTED = 4000000;
static const int DEEPEST = 32;

/* Where a walk puts what it finds: as many rows as there is room for, however many it finds. */
struct rows {
    uint32_t *tags, *offsets, *lengths;
    uint8_t *vrs;
    uint64_t capacity;
};

/*
 * content, size   what is there to read
 * sequences       tags that are sequences where VRs are implicit, ascending; NULL: not known yet
 * nested          elements found so far, at all depths
 * end             as Walk.end
 */
struct walk {
    const uint8_t *content;
    uint64_t size;
    const uint32_t *sequences;
    uint64_t sequences_count, nested, end;
};

static int elements(struct walk *, uint64_t, uint64_t, int, int, uint32_t, uint64_t, struct rows *,
                    uint64_t *);

static uint32_t four_bytes(const uint8_t *at)
{
    return at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16 | (uint32_t)at[3] << 24;
}

/* Group and element number are two numbers of two bytes each. */
static uint32_t tag_at(const uint8_t *at)
{
    return at[2] | (uint32_t)at[3] << 8 | (uint32_t)at[0] << 16 | (uint32_t)at[1] << 24;
}

#define VR(A, B) ((uint32_t)(A) << 8 | (B))

/* PS3.5 7.1.2: VRs whose length takes two bytes, and those whose length takes four. */
static int is_short(uint32_t vr)
{
    switch (vr) {
    case VR('A', 'E'): case VR('A', 'S'): case VR('A', 'T'): case VR('C', 'S'): case VR('D', 'A'):
    case VR('D', 'S'): case VR('D', 'T'): case VR('F', 'D'): case VR('F', 'L'): case VR('I', 'S'):
    case VR('L', 'O'): case VR('L', 'T'): case VR('P', 'N'): case VR('S', 'H'): case VR('S', 'L'):
    case VR('S', 'S'): case VR('S', 'T'): case VR('T', 'M'): case VR('U', 'I'): case VR('U', 'L'):
    case VR('U', 'S'):
        return 1;
    }
    return 0;
}

static int is_fragmented(uint32_t vr)
{
    switch (vr) {
    case VR('O', 'B'): case VR('O', 'D'): case VR('O', 'F'): case VR('O', 'L'): case VR('O', 'V'):
    case VR('O', 'W'):
        return 1;
    }
    return 0;
}

static int is_long(uint32_t vr)
{
    switch (vr) {
    case VR('S', 'Q'): case VR('S', 'V'): case VR('U', 'C'): case VR('U', 'N'): case VR('U', 'R'):
    case VR('U', 'T'): case VR('U', 'V'):
        return 1;
    }
    return is_fragmented(vr);
}

static int is_sequence(const struct walk *walk, uint32_t tag)
{
    uint64_t low = 0, high = walk->sequences_count;
    while (low < high) {
        uint64_t middle = (low + high) / 2;
        if (walk->sequences[middle] < tag)
            low = middle + 1;
        else
            high = middle;
    }
    return low < walk->sequences_count && walk->sequences[low] == tag;
}

static int stops(uint32_t tag, int depth)
{
    if (tag == ITEM_END)
        return depth > 0;
    return depth == 0 && FIRST_PIXEL_DATA <= tag && tag <= LAST_PIXEL_DATA;
}

static int item_header(const struct walk *walk, uint64_t position, uint64_t limit, uint32_t *tag,
                       uint32_t *length)
{
    if (position + 8 > limit || position + 8 > walk->size)
        return BEYOND;
    *tag = tag_at(walk->content + position);
    *length = four_bytes(walk->content + position + 4);
    return DONE;
}

/* Pass an encapsulated icon: items whose content is not elements. */
static int fragments(struct walk *walk, uint64_t position, uint64_t limit)
{
    uint32_t tag = ITEM, length;
    while (tag == ITEM) {
        int status = item_header(walk, position, limit, &tag, &length);
        if (status != DONE)
            return status;
        position += 8 + (uint64_t)length;
    }
    if (tag != SEQUENCE_END || position > limit)
        return FRAGMENTS;
    walk->end = position;
    return DONE;
}

/* Walk one item and its head; `last` says that it was the delimiter of its sequence. */
static int one_item(struct walk *walk, uint64_t position, uint64_t limit, int depth, int explicit_vr,
                    int *last)
{
    uint32_t tag, length;
    uint64_t count;
    int status = item_header(walk, position, limit, &tag, &length);
    if (status != DONE)
        return status;
    position += 8;
    *last = tag == SEQUENCE_END;
    if (*last) {
        walk->end = position;
        return DONE;
    }
    if (tag != ITEM)
        return NO_ITEM;
    uint64_t end = position + length;
    if (length != UNDEFINED && end > limit)
        return BEYOND;
    status = elements(walk, position, length == UNDEFINED ? limit : end, depth, explicit_vr, 0, 0,
                      NULL, &count);
    if (status != DONE)
        return status;
    if (length != UNDEFINED)
        return walk->end == end ? DONE : EARLY;
    status = item_header(walk, walk->end, limit, &tag, &length);
    if (status != DONE)
        return status;
    walk->end += 8;
    return tag == ITEM_END && length == 0 ? DONE : NO_ITEM_END;
}

/* Walk a sequence or a value of undefined length: its length, and what comes after it. */
static int nested_value(struct walk *walk, uint64_t position, uint64_t limit, uint32_t *length,
                        uint32_t vr, int depth, int explicit_vr, uint64_t *after)
{
    const uint32_t declared = *length;
    int status = DONE, last = 0;
    if (depth >= DEEPEST)
        return DEEP;
    if (declared != UNDEFINED) {
        limit = position + declared;
        if (limit > walk->size)
            return BEYOND;
    }
    if (is_fragmented(vr)) {
        status = fragments(walk, position, limit);
    } else {
        /* A sequence of unknown VR and undefined length has implicit VRs (PS3.5 6.2.2). */
        const int inside = explicit_vr && vr != VR('U', 'N');
        walk->end = position;
        while (status == DONE && !last && walk->end < limit)
            status = one_item(walk, walk->end, limit, depth + 1, inside, &last);
    }
    if (status != DONE)
        return status;
    if (declared != UNDEFINED) {
        *after = limit;
        return DONE;
    }
    uint32_t tag, none;
    status = item_header(walk, walk->end - 8, limit, &tag, &none);
    if (status != DONE)
        return status;
    if (tag != SEQUENCE_END || none != 0)
        return BEYOND;
    *length = (uint32_t)(walk->end - position - 8);
    *after = walk->end;
    return DONE;
}

/* One element's head and, where it is a sequence, all that is in it. `stop`: it is not one of these. */
static int one_element(struct walk *walk, uint64_t *position, uint64_t limit, int depth,
                       int explicit_vr, uint32_t last, uint32_t *tag, uint32_t *length,
                       uint64_t *after, int *stop)
{
    if (*position + 8 > walk->size)
        return BEYOND;
    const uint8_t *head = walk->content + *position;
    *tag = tag_at(head);
    if (!explicit_vr) {
        if (walk->sequences == NULL)
            return UNPREPARED;
        if (*tag <= last)
            return DESCENDING;
        *stop = *tag >= FIRST_PIXEL_DATA && stops(*tag, depth);
        if (*stop)
            return DONE;
        *length = four_bytes(head + 4);
        *position += 8;
        *after = *position + *length;
        if (*length == UNDEFINED || is_sequence(walk, *tag))
            return nested_value(walk, *position, limit, length, VR('S', 'Q'), depth, 0, after);
        return DONE;
    }
    const uint32_t vr = VR(head[4], head[5]);
    if (is_short(vr)) {
        *length = head[6] | (uint32_t)head[7] << 8;
        *position += 8;
        *after = *position + *length;
    } else {
        *stop = stops(*tag, depth);
        if (*stop)
            return DONE;
        if (!is_long(vr))
            return UNKNOWN_VR;
        if (*position + 12 > walk->size)
            return BEYOND;
        *length = four_bytes(head + 8);
        *position += 12;
        *after = *position + *length;
        if (*length == UNDEFINED || vr == VR('S', 'Q')) {
            int status = nested_value(walk, *position, limit, length, vr, depth, 1, after);
            if (status != DONE)
                return status;
        }
    }
    return *tag > last ? DONE : DESCENDING;
}

/*
 * Walk from `position` to `limit`, or to an item delimiter or Pixel Data.
 *
 * last, before   the last tag and the number of elements of this data set that are known already
 * rows           where they go, or NULL
 * found          how many more there are, also where the walk comes to an end of the bytes
 */
static int elements(struct walk *walk, uint64_t position, uint64_t limit, int depth, int explicit_vr,
                    uint32_t last, uint64_t before, struct rows *rows, uint64_t *found)
{
    uint64_t count = 0;
    int stop = 0;
    for (*found = 0; count < MOST_ELEMENTS && position < limit; *found = ++count) {
        uint32_t tag, length;
        uint64_t value = position, after;
        int status = one_element(walk, &value, limit, depth, explicit_vr, last, &tag, &length,
                                 &after, &stop);
        if (status == BEYOND)
            walk->end = position;
        if (status != DONE)
            return status;
        if (stop)
            break;
        if (rows && count < rows->capacity) {
            rows->tags[count] = tag;
            rows->offsets[count] = (uint32_t)value;
            rows->lengths[count] = length;
            if (explicit_vr)
                memcpy(rows->vrs + 2 * count, walk->content + position + 4, 2);
        }
        last = tag;
        position = after;
    }
    walk->end = position;
    if (position > limit)
        return BEYOND;
    walk->nested += before + count;
    return before + count >= MOST_ELEMENTS || walk->nested > MOST_NESTED ? MANY : DONE;
}

/* UNPREPARED is answered where `sequences` is NULL and was needed: to be asked again with them. */
/* What is asked for, and what came of it: in the order of native_walk.py's _ORDER and _RESULT. */
struct order {
    uint64_t size, start, limit, depth, explicit_vr, last, before, nested, capacity;
};

struct result {
    uint64_t end, found, nested;
};

/* room   bytes for `capacity` tags, offsets, lengths (four bytes each) and VRs (two bytes) */
EXPORTED int32_t workstation_walk(const uint8_t *content, const struct order *order,
                                  const uint32_t *sequences, uint32_t sequences_count,
                                  struct result *result, uint32_t *room)
{
    const uint64_t capacity = order->capacity;
    struct walk walk = {content, order->size, sequences, sequences_count, order->nested, 0};
    struct rows rows = {room, room + capacity, room + 2 * capacity, (uint8_t *)(room + 3 * capacity),
                        capacity};
    int status = elements(&walk, order->start, order->limit, (int)order->depth,
                          (int)order->explicit_vr, (uint32_t)order->last, order->before, &rows,
                          &result->found);
    result->end = walk.end;
    result->nested = walk.nested;
    return status;
}
