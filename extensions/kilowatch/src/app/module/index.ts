import { defineModule } from '@directus/extensions-sdk';
import BuildingPage from './building-page.vue';
import PortfolioPage from './portfolio-page.vue';

export default defineModule({
	id: 'kilowatch',
	name: 'Kilowatch',
	icon: 'electric_meter',
	routes: [
		{ path: '', component: PortfolioPage },
		{ path: 'buildings/:id', component: BuildingPage, props: true },
	],
});
