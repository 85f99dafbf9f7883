/** Point ids: the name of a metering point at its operator. Always a text, for leading zeros exist. */

/** PRM (= PDL) at Enedis: 14 digits; no check digit is known, so only the form is checked. */
const PRM = /^\d{14}$/;

/** EAN-GSRN of a Belgian electricity or gas point. */
const EAN = /^54\d{16}$/;

/** Whether a text has the form of a French PRM. */
export function isPrm(text: string): boolean {
	return PRM.test(text);
}

/** Whether a text is a Belgian EAN whose GS1 check digit (weights 3, 1, 3, … from the left) is right. */
export function isEan(text: string): boolean {
	if (!EAN.test(text)) return false;
	const digits = Array.from(text, Number);
	const check = digits.pop();
	const sum = digits.reduce((total, digit, index) => total + digit * (index % 2 === 0 ? 3 : 1), 0);

	return check === (10 - (sum % 10)) % 10;
}

/** A point id as others may see it: its last four digits tell a holder's meters apart, and name none to anybody else. */
export function maskPointId(pointId: string): string {
	return pointId.slice(-4).padStart(pointId.length, '•');
}
