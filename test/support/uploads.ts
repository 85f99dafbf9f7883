import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { inflateSync } from 'node:zlib';

/** Everything in a folder of files as one text; what PDFs have packed in their streams is unpacked. */
export async function readUploads(folder: string): Promise<string> {
	const names = await readdir(folder, { recursive: true, withFileTypes: true });
	const texts: string[] = [];
	for (const file of names.filter((one) => one.isFile())) {
		const bytes = await readFile(path.join(file.parentPath, file.name));
		texts.push(file.name, bytes.toString('latin1'), ...packedTexts(bytes));
	}

	return texts.join('\n');
}

function packedTexts(bytes: Buffer): string[] {
	const texts: string[] = [];
	for (let at = bytes.indexOf('stream'); at !== -1; at = bytes.indexOf('stream', at + 6)) {
		const start = at + 6 + (bytes[at + 6] === 0x0d ? 2 : 1);
		try {
			texts.push(inflateSync(bytes.subarray(start), { finishFlush: 2 }).toString('utf8'));
		} catch {
			// Not every stream is packed, and not every such word begins one.
		}
	}

	return texts;
}
