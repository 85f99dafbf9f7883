/** The name of one of Enedis' APIs among those of all providers, by the first part of its paths. */
export function apiName(api: string): string {
	return `enedis/${api}`;
}
