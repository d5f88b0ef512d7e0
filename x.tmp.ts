import { startStation } from './data/testing/station-fixture.ts'
import { draftOf } from './data/testing/drafts.ts'
import { CompactEncrypt, CompactSign, importJWK } from 'jose'
import Database from 'better-sqlite3'
import { createStationKeys } from './data/keys/station-keys.ts'
import { statSync } from 'node:fs'
const f=await startStation(); const st=f.station
const med=(a:number[])=>a.sort((x,y)=>x-y)[a.length>>1]!
const key=createStationKeys(f.dir+'/station-key.json').loadOrCreate()
const sk=await importJWK({...key.privateKey.export({format:'jwk'})} as never,'ES256'), ek=await importJWK({...f.peer.publicKeys.sealing},'ECDH-ES')
const body=new TextEncoder().encode('x'.repeat(1100))
const db=new Database(f.dir+'/bare.db'); db.pragma('journal_mode=WAL'); db.pragma('synchronous=FULL'); db.exec('create table p(i integer primary key, s text, b blob)')
const ins=db.prepare('insert into p(s,b) values(?,?)')
for(let r=0;r<3;r++){
const ps:number[]=[],s1:number[]=[],s2:number[]=[],s3:number[]=[]
for(let i=0;i<400;i++){
 const d=draftOf(f.secrets); let t=performance.now(); await st.packets.seal(d); ps.push(performance.now()-t)
 t=performance.now(); const j=await new CompactSign(body).setProtectedHeader({alg:'ES256'}).sign(sk); s1.push(performance.now()-t)
 t=performance.now(); const e=await new CompactEncrypt(new TextEncoder().encode(j)).setProtectedHeader({alg:'ECDH-ES',enc:'A256GCM'}).encrypt(ek); s2.push(performance.now()-t)
 const b=Buffer.from(e); t=performance.now(); ins.run('sealed',b); s3.push(performance.now()-t)
}
const [a,b,c,d]=[med(ps),med(s1),med(s2),med(s3)]
console.log('seal',a.toFixed(3),'sign',b.toFixed(3),'jwe',c.toFixed(3),'commit',d.toFixed(3),'ratio',((b+c+d)/a).toFixed(3))
}
st.store.db.pragma('wal_checkpoint(TRUNCATE)')
const c=st.store.db.prepare("select count(*) n, avg(length(sealed)) l from packet").get() as any
console.log(c, statSync(f.dir+'/station.db').size/c.n)
await f.close()
