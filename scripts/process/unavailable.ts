/** Something this machine cannot do, said in a sentence; the caller takes the next way or says so. */
export class Unavailable extends Error {
	override readonly name = 'Unavailable';
}
