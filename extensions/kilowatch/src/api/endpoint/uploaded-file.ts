import { PassThrough, type Readable } from 'node:stream';
import busboy from 'busboy';
import type { Request } from 'express';
import { errorCodes } from '../../shared/error-codes.ts';
import { kilowatchError } from '../errors.ts';

/** What a browser calls a CSV file, by system. */
const fileTypes = ['text/csv', 'application/octet-stream', 'application/vnd.ms-excel'];

/**
 * The one file in a request's body, as it comes: the body itself, or the first file of a form.
 *
 * @throws KILOWATCH_FILE_MISSING at once or while reading, KILOWATCH_FILE_TOO_LARGE while reading
 */
export async function* uploadedFile(request: Request, maxBytes: number): AsyncGenerator<Uint8Array> {
	const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
	const isForm = type === 'multipart/form-data';
	if (!isForm && !fileTypes.includes(type)) throw fileMissing();
	if (Number(request.headers['content-length'] ?? 0) > maxBytes + (isForm ? FORM_OVERHEAD_BYTES : 0)) {
		throw fileTooLarge(maxBytes);
	}

	let bytes = 0;
	// Not destroyed when the file is refused on its way: else the client would see a broken connection, no answer.
	const source = isForm ? fileOfForm(request) : request.iterator({ destroyOnReturn: false });
	for await (const chunk of source) {
		bytes += (chunk as Uint8Array).length;
		if (bytes > maxBytes) throw fileTooLarge(maxBytes);
		yield chunk as Uint8Array;
	}
	if (bytes === 0) throw fileMissing();
}

/** The whole of it, for files that are small. */
export async function readUploadedFile(request: Request, maxBytes: number): Promise<Uint8Array> {
	const pieces: Uint8Array[] = [];
	for await (const piece of uploadedFile(request, maxBytes)) pieces.push(piece);

	return Buffer.concat(pieces);
}

/** What a form's frame may add to its file. */
const FORM_OVERHEAD_BYTES = 65_536;

function fileOfForm(request: Request): Readable {
	const file = new PassThrough();
	const form = openForm(request);
	let hasFile = false;
	form.on('file', (_, part) => {
		hasFile = true;
		part.on('error', (error) => file.destroy(error));
		part.pipe(file);
	});
	form.on('filesLimit', () => file.destroy(fileMissing()));
	form.on('error', () => file.destroy(fileMissing()));
	form.on('close', () => {
		if (!hasFile) file.destroy(fileMissing());
	});
	// A client that goes away in the middle of the form ends neither the form nor the file by itself.
	request.on('aborted', () => file.destroy(new Error('The request was broken off')));
	file.on('close', () => {
		request.unpipe(form);
		request.resume();
	});
	request.pipe(form);

	return file;
}

function openForm({ headers }: Request): busboy.Busboy {
	try {
		return busboy({ headers, limits: { files: 1, fields: 10, fieldSize: 1_024 } });
	} catch {
		// A form whose header names no boundary.
		throw fileMissing();
	}
}

function fileMissing(): Error {
	return kilowatchError(
		errorCodes.fileMissing,
		`Send the file as the body (${fileTypes.join(', ')}) or as the one file of a multipart/form-data form`,
	);
}

function fileTooLarge(maxBytes: number): Error {
	return kilowatchError(errorCodes.fileTooLarge, `The file is larger than ${maxBytes} bytes`);
}
