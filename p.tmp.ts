import { startCentralPeer } from './data/testing/central-peer.ts'
const p=await startCentralPeer(); const push=p.seen.push.bind(p.seen); p.seen.push=()=>0; p.packets.set=()=>p.packets
const ack=p.acknowledge; let last:any
;(p as any).packets.set=function(id:string,e:any){Map.prototype.set.call(this,id,e); queueMicrotask(()=>{}); if(this.size>2000){const k=this.keys().next().value; this.delete(k)} return this}
console.log(p.url)
