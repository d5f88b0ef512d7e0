import { openStation } from './data/station.ts'
import { draftOf } from './data/testing/drafts.ts'
import { createSecrets } from './flows/base/secret.ts'
import { randomUUID } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { spawn } from 'node:child_process'
import pino from 'pino'
const child=spawn(process.execPath,['p.tmp.ts'],{stdio:['ignore','pipe','inherit']}); const url=await new Promise<string>(r=>child.stdout.once('data',d=>r(String(d).trim())))
const secrets=createSecrets(randomUUID)
const st=openStation({dir:mkdtempSync('/tmp/dw/st-'),migrationsDir:'data/store/migrations',clock:{now:()=>Date.now()},newId:randomUUID,log:pino({enabled:false}),secrets})
await st.enroll({centralUrl:url,code:'ABCD-2345',name:'x',kind:'self-service'})
const {packetId}=await st.packets.seal(draftOf(secrets)); const c=st.repos.packets.content(packetId)!
const sync=await st.createSync(); console.log(await sync.pushOnce())
let next=2
for(const n of [1000,1000,10000,10000,20000]){
 for(let k=0;k<n;k+=1000) st.store.write(()=>{for(let i=0;i<1000;i++){st.repos.packets.insert({...c,packetId:randomUUID(),sequence:next,previousHash:c.hash});st.repos.outbox.add(next);next++}})
 const t=performance.now(); const cpu=process.cpuUsage(); const r=await sync.pushOnce(); const s=(performance.now()-t)/1000; const u=process.cpuUsage(cpu)
 console.log(n,r.outcome,(n/s).toFixed(0)+'/s',JSON.stringify(Object.fromEntries(Object.entries(process.memoryUsage()).map(([k,v])=>[k,Math.round(v/1e6)]))),'cpu us/packet',((u.user+u.system)/n).toFixed(0))
}
st.close(); child.kill()
