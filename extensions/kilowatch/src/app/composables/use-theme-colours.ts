import type { ShallowRef } from 'vue';
import { onMounted, onScopeDispose, shallowRef } from 'vue';
import type { ChartColours } from '../charts/chart-config.ts';
import type { Tone } from '../charts/tone.ts';

const variables = {
	foreground: '--theme--foreground',
	grid: '--theme--border-color-subdued',
	background: '--theme--background',
	border: '--theme--border-color',
} as const;

/**
 * The app's green and orange are too faint on white to be told from it; with some of the text's colour they stand out
 * in both appearances.
 */
const toneColours: Readonly<Record<Tone, string>> = {
	consumption: 'var(--theme--primary)',
	production: 'color-mix(in srgb, var(--theme--success) 65%, var(--theme--foreground-accent))',
	power: 'color-mix(in srgb, var(--theme--warning) 70%, var(--theme--foreground-accent))',
};

/**
 * The theme's colours, read again when people change the appearance: a canvas knows no variables.
 * Undefined until the component stands in the page.
 */
export function useThemeColours(): Readonly<ShallowRef<ChartColours | undefined>> {
	const colours = shallowRef<ChartColours>();
	const observer = new MutationObserver(read);

	function read(): void {
		const found = resolveColours();
		if (JSON.stringify(found) !== JSON.stringify(colours.value)) colours.value = found;
	}

	onMounted(() => {
		read();
		observer.observe(document.documentElement, { attributes: true });
		observer.observe(document.body, { attributes: true });
		// The app writes the theme's variables into style elements of the head.
		observer.observe(document.head, { childList: true, subtree: true, characterData: true });
	});
	onScopeDispose(() => observer.disconnect());

	return colours;
}

/** A variable may hold another one or a mix of colours; what an element is painted with is always plain. */
function resolveColours(): ChartColours {
	const probe = document.createElement('span');
	probe.hidden = true;
	document.body.append(probe);
	const resolve = (colour: string) => {
		probe.style.color = colour;

		return getComputedStyle(probe).color;
	};
	const tone = (name: Tone) => ({
		line: resolve(toneColours[name]),
		fill: resolve(`color-mix(in srgb, ${toneColours[name]} 15%, transparent)`),
	});

	const colours = {
		tones: {
			consumption: tone('consumption'),
			production: tone('production'),
			power: tone('power'),
		},
		limit: resolve('var(--theme--danger)'),
		foreground: resolve(`var(${variables.foreground})`),
		grid: resolve(`var(${variables.grid})`),
		background: resolve(`var(${variables.background})`),
		border: resolve(`var(${variables.border})`),
		fontFamily: getComputedStyle(document.body).fontFamily,
	};
	probe.remove();

	return colours;
}
