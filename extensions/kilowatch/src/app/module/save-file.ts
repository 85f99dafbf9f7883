/** Hands a file to the browser, as if it had been downloaded. */
export function saveFile(content: Blob, name: string): void {
	const url = URL.createObjectURL(content);
	const link = document.createElement('a');
	link.href = url;
	link.download = name;
	link.click();
	// The browser has the file only after this turn.
	setTimeout(() => URL.revokeObjectURL(url));
}
