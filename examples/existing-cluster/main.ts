import { App } from 'cdktf';
import { build } from './app';
import { config } from './config';

const app = new App();
build(app, config);
app.synth();
