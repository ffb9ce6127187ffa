// Written by scripts/instance-types.ts from botocore 1.43.11.

/** Families of EC2 instance types, and the sizes that they have: `families: sizes;`, `2x` for `2xlarge`. */
const TEXT = `
a1: medium large x 2x 4x metal;
c1: medium x;
c3 c4 r3: large x 2x 4x 8x;
c5 c5d: large x 2x 4x 9x 12x 18x 24x metal;
c5a c5ad m5a m5ad r5a r5ad: large x 2x 4x 8x 12x 16x 24x;
c5n: large x 2x 4x 9x 18x metal;
c6a m6a r6a: large x 2x 4x 8x 12x 16x 24x 32x 48x metal;
c6g c6gd c7g c7gd c7gn m6g m6gd m7g m7gd r6g r6gd r7g r7gd x2gd: medium large x 2x 4x 8x
  12x 16x metal;
c6gn: medium large x 2x 4x 8x 12x 16x;
c6i c6id c6in i4i m6i m6id m6idn m6in r6i r6id r6idn r6in: large x 2x 4x 8x 12x 16x
  24x 32x metal;
c7a m7a r7a: medium large x 2x 4x 8x 12x 16x 24x 32x 48x metal-48xl;
c7i i7i m7i r7i: large x 2x 4x 8x 12x 16x 24x 48x metal-24xl metal-48xl;
c7i-flex c8i-flex m7i-flex m8i-flex r8i-flex: large x 2x 4x 8x 12x 16x;
c8a c8g c8gb c8gd c8gn m8a m8g m8gb m8gd m8gn r8a r8g r8gd r8gn x8g: medium large x 2x 4x 8x
  12x 16x 24x 48x metal-24xl metal-48xl;
c8i c8id m8i m8id r8i r8id: large x 2x 4x 8x 12x 16x 24x 32x 48x
  96x metal-48xl metal-96xl;
cc1 cg1 gr6f hi1: 4x;
cc2 cr1 hs1: 8x;
d2 d3 i2: x 2x 4x 8x;
d3en: x 2x 4x 6x 8x 12x;
dl1 dl2q p3dn p4d p4de: 24x;
f1: 2x 4x 16x;
f2: 6x 12x 48x;
g2: 2x 8x;
g3 hpc7g: 4x 8x 16x;
g3s: x;
g4ad: x 2x 4x 8x 16x;
g4dn: x 2x 4x 8x 12x 16x metal;
g5 g6 g6e: x 2x 4x 8x 12x 16x 24x 48x;
g5g: x 2x 4x 8x 16x metal;
g6f: large x 2x 4x;
g7e: 2x 4x 8x 12x 24x 48x;
gr6: 4x 8x;
h1: 2x 4x 8x 16x;
hpc6a p5e p5en p6-b200 p6-b300: 48x;
hpc6id trn1n: 32x;
hpc7a: 12x 24x 48x 96x;
hpc8a: 96x;
i3: large x 2x 4x 8x 16x metal;
i3en: large x 2x 3x 6x 12x 24x metal;
i4g im4gn r4: large x 2x 4x 8x 16x;
i7ie i8ge: large x 2x 3x 6x 12x 18x 24x 48x metal-24xl metal-48xl;
i8g: large x 2x 4x 8x 12x 16x 24x 48x metal-24xl;
inf1: x 2x 6x 24x;
inf2: x 8x 24x 48x;
is4gen: medium large x 2x 4x 8x;
m1: small medium large x;
m2: x 2x 4x;
m3: medium large x 2x;
m4: large x 2x 4x 10x 16x;
m5 m5d m5dn m5n r5 r5b r5d r5dn r5n: large x 2x 4x 8x 12x 16x 24x metal;
m5zn z1d: large x 2x 3x 6x 12x metal;
m8azn: medium large x 3x 6x 12x 24x metal-12xl metal-24xl;
p2: x 8x 16x;
p3: 2x 8x 16x;
p5: 4x 48x;
p6e-gb200: 36x;
r7iz: large x 2x 4x 8x 12x 16x 32x metal-16xl metal-32xl;
r8gb: medium large x 2x 4x 8x 12x 16x 24x metal-24xl;
t1: micro;
t2 t3 t3a t4g: nano micro small medium large x 2x;
trn1: 2x 32x;
trn2: 3x 48x;
u-12tb1 u-18tb1 u-24tb1 u-9tb1: 112x metal;
u-3tb1: 56x;
u-6tb1: 56x 112x metal;
u7i-12tb u7ib-12tb u7in-16tb u7in-24tb u7in-32tb: 224x;
u7i-6tb u7i-8tb: 112x;
u7inh-32tb: 480x;
vt1: 3x 6x 24x;
x1: 16x 32x;
x1e: x 2x 4x 8x 16x 32x;
x2idn: 16x 24x 32x metal;
x2iedn: x 2x 4x 8x 16x 24x 32x metal;
x2iezn: 2x 4x 6x 8x 12x metal;
x8aedz: large x 3x 6x 12x 24x metal-12xl metal-24xl;
x8i: large x 2x 4x 8x 12x 16x 24x 32x 48x 64x 96x metal-48xl
  metal-96xl;
`;

/** The same as lists. */
export const INSTANCE_FAMILIES: readonly (readonly [families: string[], sizes: string[]])[] = TEXT.trim().split(/;\s*/)
  .filter((entry) => entry !== '')
  .map((entry) => {
    const [families, sizes] = entry.split(': ');
    return [families.split(/\s+/), sizes.split(/\s+/).map((size) => size.replace(/x$/, 'xlarge'))] as const;
  });
