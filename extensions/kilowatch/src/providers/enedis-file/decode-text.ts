import { FileError } from './file-error.ts';

export type FileEncoding = 'utf-8' | 'utf-8-bom' | 'utf-16le' | 'utf-16be' | 'windows-1252';

/** Bytes to text, piece by piece. */
export interface TextDecoding {
	/** the text of the bytes given so far that is complete */
	decode(bytes: Uint8Array): string;
	/** what is left at the end */
	end(): string;
	/** what the bytes turned out to be; plain ASCII counts as UTF-8 */
	encoding(): FileEncoding;
}

/** The first bytes of a ZIP archive, and so of a workbook. */
const ZIP = [0x50, 0x4b, 0x03, 0x04];

/**
 * Finds a file's encoding out while it is read: a byte order mark or the zero bytes of UTF-16 at its start, else UTF-8
 * until bytes come that are none, else Windows-1252, of which Latin-1 is a part.
 *
 * @throws FileError for a workbook (XLSX), which is no text
 */
export function createTextDecoding(): TextDecoding {
	let encoding: FileEncoding | undefined;
	let decoder = new TextDecoder('utf-8', { fatal: true });
	let isAscii = true;
	let head = new Uint8Array(0);

	const decodeStarted = (bytes: Uint8Array, isLast: boolean): string => {
		if (encoding !== 'utf-8' && encoding !== 'utf-8-bom') return decoder.decode(bytes, { stream: !isLast });

		try {
			const text = decoder.decode(bytes, { stream: !isLast });
			isAscii &&= isPlain(bytes);

			return text;
		} catch {
			if (!isAscii || encoding === 'utf-8-bom') {
				throw new FileError('layout', 'The file changes its encoding on the way');
			}
			encoding = 'windows-1252';
			decoder = new TextDecoder(encoding);

			return decoder.decode(bytes, { stream: !isLast });
		}
	};
	const start = (bytes: Uint8Array): string => {
		if (ZIP.every((byte, index) => bytes[index] === byte)) {
			throw new FileError('layout', 'The file is a workbook (XLSX); save its table as CSV and send that');
		}
		encoding = encodingOf(bytes);
		decoder = encoding.startsWith('utf-8')
			? new TextDecoder('utf-8', { fatal: true })
			: new TextDecoder(encoding);

		return decodeStarted(bytes, false);
	};

	return {
		decode(bytes) {
			if (encoding !== undefined) return decodeStarted(bytes, false);
			head = Uint8Array.from([...head, ...bytes.subarray(0, HEAD_BYTES)]);
			if (bytes.length > HEAD_BYTES) {
				const all = Buffer.concat([head, bytes.subarray(HEAD_BYTES)]);

				return start(all);
			}

			return head.length < HEAD_BYTES ? '' : start(head);
		},
		end() {
			const text = encoding === undefined ? start(head) : '';
			// The last piece is empty, so what is cut off in the middle of a character shows here.
			return text + decodeStarted(new Uint8Array(0), true);
		},
		encoding: () => encoding ?? 'utf-8',
	};
}

/** Enough to tell UTF-16 without a mark by its zero bytes. */
const HEAD_BYTES = 64;

function encodingOf(bytes: Uint8Array): FileEncoding {
	const [first, second, third] = bytes;
	if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8-bom';
	if (first === 0xff && second === 0xfe) return 'utf-16le';
	if (first === 0xfe && second === 0xff) return 'utf-16be';
	if (first === 0 && second !== 0) return 'utf-16be';
	if (first !== 0 && second === 0) return 'utf-16le';

	return 'utf-8';
}

function isPlain(bytes: Uint8Array): boolean {
	return bytes.every((byte) => byte < 0x80);
}
