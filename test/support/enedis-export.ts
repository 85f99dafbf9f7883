/** Half-hours from midnight UTC of `date` on, two days of them if not told otherwise, as Enedis exports them. */
export function enedisExport(prm: string, date: string, points = 96): string {
	const start = Date.parse(`${date}T00:00:00Z`);
	const rows = Array.from({ length: points }, (_, index) => {
		const stamp = new Date(start + (index + 1) * 1_800_000).toISOString().slice(0, 19);

		return `${stamp}+00:00;${100 + index}`;
	});

	return [
		'Identifiant PRM;Type de donnees;Date de debut;Date de fin;Grandeur physique;Grandeur metier;Etape metier;Unite',
		`${prm};Courbe de charge;;;Energie active;Consommation;Comptage Brut;W`,
		'Horodate;Valeur',
		...rows,
	].join('\r\n');
}
