import { rgb, type RGB } from 'pdf-lib';

/** Contrast that text needs against its ground (WCAG 2, level AA). */
const LEAST_CONTRAST = 4.5;
const DARKENING_STEP = 0.92;
const FALLBACK: Channels = [0.09, 0.36, 0.4];

type Channels = [red: number, green: number, blue: number];

export interface Palette {
	/** white text on it, and it on white, can be read */
	accent: RGB;
	/** the accent, washed out */
	pale: RGB;
	/** the accent for a share of the most, 0 to 1: from hardly any colour to all of it */
	heat: (share: number) => RGB;
	ink: RGB;
	muted: RGB;
	rule: RGB;
	hole: RGB;
	white: RGB;
}

/** The report's colours, from the project's own (`#6644FF`), darkened as far as white text on it needs. */
export function createPalette(projectColour: string | null): Palette {
	let accent = parseHex(projectColour) ?? FALLBACK;
	while (contrastWithWhite(accent) < LEAST_CONTRAST) {
		accent = accent.map((channel) => channel * DARKENING_STEP) as Channels;
	}

	return {
		accent: rgb(...accent),
		pale: rgb(...tinted(accent, 0.22)),
		heat: (share) => rgb(...tinted(accent, 0.08 + 0.92 * Math.min(1, Math.max(0, share)))),
		ink: rgb(0.11, 0.13, 0.16),
		muted: rgb(0.38, 0.41, 0.45),
		rule: rgb(0.84, 0.86, 0.88),
		hole: rgb(0.945, 0.95, 0.955),
		white: rgb(1, 1, 1),
	};
}

/** A colour mixed with white. */
function tinted(colour: Channels, share: number): Channels {
	return colour.map((channel) => 1 - (1 - channel) * share) as Channels;
}

function parseHex(text: string | null): Channels | undefined {
	const [, red, green, blue] = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})/i.exec(text ?? '') ?? [];
	if (!red || !green || !blue) return undefined;

	return [red, green, blue].map((part) => parseInt(part, 16) / 255) as Channels;
}

function contrastWithWhite(colour: Channels): number {
	const [red, green, blue] = colour.map((channel) =>
		channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4,
	) as Channels;

	return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05);
}
