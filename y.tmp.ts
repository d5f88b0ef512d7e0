import { startStation } from './data/testing/station-fixture.ts'
import { draftOf } from './data/testing/drafts.ts'
import { createStationKeys } from './data/keys/station-keys.ts'
import { createSeal } from './data/packet/seal.ts'
import { packSealed } from './data/packet/sealed-bytes.ts'
import { PacketContent } from './data/wire/packet.wire.ts'
import { Compile } from 'typebox/compile'
import { randomUUID, randomBytes } from 'node:crypto'
const f=await startStation(); const st=f.station
const med=(a:number[])=>(a.sort((x,y)=>x-y)[a.length>>1]!*1000).toFixed(0)
const key=createStationKeys(f.dir+'/station-key.json').loadOrCreate()
const seal=createSeal(key,f.peer.publicKeys.sealing)
const d=draftOf(f.secrets)
const content={version:1,packetId:d.packetId,stationId:st.identity!.stationId,sequence:1,previousHash:null,subject:d.subject,method:d.method,claims:{...d.claims},evidence:d.evidence.map(e=>({...e})),consent:{...d.consent,atMs:1},passwordHash:'$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHQ$plantedhashplantedhash',createdAtMs:1,clock:'proven'} as PacketContent
const shape=Compile(PacketContent)
const T=async(n:string,fn:(i:number)=>unknown,k=800)=>{const a:number[]=[];for(let i=0;i<k;i++){const t=performance.now();await fn(i);a.push(performance.now()-t)}console.log(n,med(a))}
for(let r=0;r<2;r++){
await T('check',()=>shape.Check(content))
await T('seal()',()=>seal(content))
const {compact}=await seal(content)
await T('pack',()=>packSealed(compact))
await T('time head byId',()=>{st.repos.packets.head();st.repos.packets.byId(d.packetId)})
await T('secrets keep+redeem',()=>f.secrets.redeem(f.secrets.keep('x'.repeat(97))))
const sealed=packSealed(compact)
await T('write',()=>{const h=st.repos.packets.head();st.store.write(()=>{const id=randomUUID();st.repos.packets.byId(id);st.repos.packets.head();const s=(h?.sequence??0)+1;st.repos.packets.insert({packetId:id,sequence:s,previousHash:h?.hash??null,hash:randomBytes(32),sealedAtMs:1,sealed});st.repos.log.append({atMs:1,kind:'packet.sealed',sequence:s,details:{a:'mobile',b:'proven'}});st.repos.outbox.add(s)})})
await T('port seal',async()=>{await st.packets.seal(draftOf(f.secrets))})
}
await f.close()
