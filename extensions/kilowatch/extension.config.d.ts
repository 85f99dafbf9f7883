export function fontPlugin(): {
	name: string;
	enforce: 'pre';
	load: (id: string) => Promise<string | undefined>;
};
