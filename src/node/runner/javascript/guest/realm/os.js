// What `os` says of a machine that has nothing: packages ask for it while they load.
'use strict';

exports.EOL = '\n';
exports.devNull = '/dev/null';
exports.constants = { signals: {}, errno: {} };
exports.arch = () => 'x64';
exports.cpus = () => [];
exports.endianness = () => 'LE';
exports.freemem = () => 0;
exports.homedir = () => '/';
exports.hostname = () => 'localhost';
exports.networkInterfaces = () => ({});
exports.platform = () => 'linux';
exports.release = () => '';
exports.tmpdir = () => '/tmp';
exports.totalmem = () => 0;
exports.type = () => 'Linux';
