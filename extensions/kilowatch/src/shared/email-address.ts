/** As the server's own check of a request's address has it: what the one takes the other does, too. */
const EMAIL = /^(?!\.)(?!.*\.\.)[A-Za-z0-9_'+\-.]*[A-Za-z0-9_+-]@([A-Za-z0-9][A-Za-z0-9-]*\.)+[A-Za-z]{2,}$/;

/** Whether a text is one mail address, and not several or a name beside one; whether it exists, only the mail tells. */
export function isEmailAddress(text: string): boolean {
	return text.length <= 254 && EMAIL.test(text);
}
