// Connects to a server on this machine in every way it knows.
//
// outcome: value [] | exception
// must not: connect

async function f() {
  const reached = [];
  const ways = [
    () => require('net').connect(@PORT@, '127.0.0.1'),
    () => require('http').get('http://127.0.0.1:@PORT@/'),
    () => require('dgram').createSocket('udp4').send('out', @PORT@, '127.0.0.1'),
    () => fetch('http://127.0.0.1:@PORT@/'),
    () => new WebSocket('ws://127.0.0.1:@PORT@/'),
    () => new EventSource('http://127.0.0.1:@PORT@/'),
    () => eval("import('http://127.0.0.1:@PORT@/')"),
  ];
  for (const way of ways) {
    try {
      reached.push(typeof (await way()));
    } catch {
      continue;
    }
  }
  return reached;
}
