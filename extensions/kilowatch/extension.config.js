import { readFile } from 'node:fs/promises';
import { brotliCompressSync } from 'node:zlib';

/** Makes an imported `.ttf` its bytes, so that the bundle stays one file. For Rollup and, in tests, Vite. */
export function fontPlugin() {
	return {
		name: 'kilowatch-fonts',
		// Before Vite makes an address of it.
		enforce: 'pre',
		async load(id) {
			if (!id.endsWith('.ttf')) return undefined;
			const packed = brotliCompressSync(await readFile(id)).toString('base64');

			return [
				`import { brotliDecompressSync } from 'node:zlib';`,
				`export default new Uint8Array(brotliDecompressSync(Buffer.from('${packed}', 'base64')));`,
			].join('\n');
		},
	};
}

export default { plugins: [fontPlugin()] };
