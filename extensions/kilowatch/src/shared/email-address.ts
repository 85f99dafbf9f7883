/** One address, of a shape to which a mail can go; whether it exists, only the mail tells. */
const EMAIL = /^[^\s@<>,;"]{1,64}@[^\s@<>,;"]+\.[^\s@<>,;".]{2,}$/;

/** Whether a text is one mail address, and not several or a name beside one. */
export function isEmailAddress(text: string): boolean {
	return text.length <= 254 && EMAIL.test(text);
}
