/** A whole number in [0, 2³²) that looks random and is the same for the same text (FNV-1a with a final mix). */
export function hashText(text: string): number {
	let hash = 0x811c9dc5;
	for (const character of text) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);

	return mix(hash) >>> 0;
}

/** A number in [0, 1) that looks random and is the same for the same whole numbers. */
export function noise(...values: readonly number[]): number {
	let hash = 0x9e3779b9;
	for (const value of values) hash = mix(hash ^ Math.imul(value, 0x85ebca6b));

	return (hash >>> 0) / 2 ** 32;
}

function mix(value: number): number {
	let mixed = Math.imul(value ^ (value >>> 16), 0x45d9f3b);
	mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d);

	return mixed ^ (mixed >>> 16);
}
