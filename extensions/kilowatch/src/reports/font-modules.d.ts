/** What the build's font plugin makes of an imported font file. */
declare module '*.ttf' {
	const bytes: Uint8Array;
	export default bytes;
}
