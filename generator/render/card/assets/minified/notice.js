/* keep.js forget.js: 7b010782fa4f0d77 */
function keepOffline(){let root=document.documentElement;addEventListener("pageshow",event=>{if(event.persisted)location.reload();});if(location.protocol==="file:")return;const worker=navigator.serviceWorker;function say(kept){root.dataset.kept=kept?"yes":"no";}
if(!worker||!window.isSecureContext)return say(false);let older=document.querySelector("meta[name=kept]");worker.addEventListener("message",()=>{if(older)location.reload();});function look(){worker.ready.then(ready=>{let answer=new MessageChannel();answer.port1.onmessage=event=>{say(event.data);};ready.active.postMessage({keep:location.pathname},[answer.port2]);});}
function lookAgain(){if(document.visibilityState!=="visible")return;older=true;look();}
document.addEventListener("visibilitychange",lookAgain);setInterval(lookAgain,600000);worker.register("../sw.js").then(look).catch(()=>{say(false);});}
function forgetDigits(){try{localStorage.removeItem("opens "+location.pathname);}catch(denied){}}
