#version 410 core
// One mask more over an image: what is left of a value, and what is added to it
// (imaging/veil.py). In alpha what is left, in red, green and blue what is added.
//
// OWN  the plane has colors of its own

uniform sampler2D before;    // the masks below
uniform bool lowest;         // there are none
uniform sampler2D coverage;  // by the mask; negative beside the image
uniform vec3 ink;            // what full coverage adds; OWN: what one step of a color adds
#ifdef OWN
uniform sampler2D red;
uniform sampler2D green;
uniform sampler2D blue;
#endif

out vec4 veil;

float part(sampler2D plane, float most) {
    return clamp(texelFetch(plane, ivec2(gl_FragCoord.xy), 0).r, 0.0, most);
}

void main() {
    vec4 below = lowest ? vec4(0.0, 0.0, 0.0, 1.0) : texelFetch(before, ivec2(gl_FragCoord.xy), 0);
    float covered = part(coverage, 1.0);
#ifdef OWN
    precise float most = covered * 255.0;
    vec3 amount = vec3(part(red, most), part(green, most), part(blue, most));
#else
    vec3 amount = vec3(covered);
#endif
    precise float left = 1.0 - covered;
    precise vec3 kept = below.rgb * left;
    precise vec3 drawn = amount * ink;
    precise vec3 add = kept + drawn;
    precise float keep = below.a * left;
    veil = vec4(add, keep);
}
