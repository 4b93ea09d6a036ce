<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="es" sourcelanguage="en">
    <context>
        <name>Acts</name>
        <message>
            <source>Taken back</source>
            <translation>Deshecho</translation>
        </message>
        <message>
            <source>It never left the laptop</source>
            <translation>No salió de la laptop</translation>
        </message>
        <message>
            <source>Receipt {number}</source>
            <translation>Recibo {number}</translation>
        </message>
    </context>
    <context>
        <name>AfterPhotoCard</name>
        <message>
            <source>After photo</source>
            <translation>Foto de después</translation>
        </message>
        <message>
            <source>From phone or SD card</source>
            <translation>Del teléfono o tarjeta SD</translation>
        </message>
        <message>
            <source>Camera</source>
            <translation>Cámara</translation>
        </message>
        <message>
            <source>Paste</source>
            <translation>Pegar</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>Quitar</translation>
        </message>
        <message>
            <source>Retake</source>
            <translation>Repetir</translation>
        </message>
        <message>
            <source>Blur / arrow</source>
            <translation>Difuminar / flecha</translation>
        </message>
        <message>
            <source>optional</source>
            <translation>opcional</translation>
        </message>
        <message>
            <source>Drop a photo here, paste it, or choose one</source>
            <translation>Suelte una foto aquí, péguela o elija una</translation>
        </message>
    </context>
    <context>
        <name>AnswersCard</name>
        <message>
            <source>Details</source>
            <translation>Detalles</translation>
        </message>
    </context>
    <context>
        <name>App</name>
        <message>
            <source>This laptop did not reach the city for too long, so it keeps no jobs. Your work is safe.</source>
            <translation>Esta laptop estuvo demasiado tiempo sin llegar a la ciudad y ya no guarda trabajos. Lo que usted hizo está seguro.</translation>
        </message>
        <message>
            <source>Lock this laptop with your PIN</source>
            <translation>Bloquear esta laptop con su PIN</translation>
        </message>
        <message>
            <source>Something went wrong in the program. All that was saved is safe. (APP-UNFORESEEN)</source>
            <translation>Algo falló en el programa. Todo lo guardado está seguro. (APP-UNFORESEEN)</translation>
        </message>
    </context>
    <context>
        <name>AtWork</name>
        <message>
            <source>The city asks you to sign in again. All you did is safe on this laptop.</source>
            <translation>La ciudad pide que entre otra vez. Todo lo que hizo está seguro en esta laptop.</translation>
        </message>
        <message>
            <source>Sign in</source>
            <translation>Entrar</translation>
        </message>
    </context>
    <context>
        <name>Banner</name>
        <message>
            <source>Close this notice</source>
            <translation>Cerrar este aviso</translation>
        </message>
    </context>
    <context>
        <name>Board</name>
        <message numerus="yes">
            <source>%n job(s)</source>
            <translation>
                <numerusform>%n trabajo</numerusform>
                <numerusform>%n trabajos</numerusform>
            </translation>
        </message>
        <message>
            <source>Oldest {time}</source>
            <translation>El más antiguo: {time}</translation>
        </message>
        <message>
            <source>Unassigned</source>
            <translation>No asignados</translation>
        </message>
        <message>
            <source>On site {time}</source>
            <translation>En el lugar {time}</translation>
        </message>
        <message>
            <source>Emergency · {time}</source>
            <translation>Emergencia · {time}</translation>
        </message>
    </context>
    <context>
        <name>BoardLane</name>
        <message>
            <source>Drop here</source>
            <translation>Suelte aquí</translation>
        </message>
    </context>
    <context>
        <name>BoardMoves</name>
        <message>
            <source>Only a supervisor moves jobs between crews.</source>
            <translation>Solo un supervisor mueve trabajos entre cuadrillas.</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>Deshacer</translation>
        </message>
        <message>
            <source>{crew} had started it; what they do is kept and comes to you.</source>
            <translation>{crew} lo había empezado; lo que hagan se conserva y llega a usted.</translation>
        </message>
        <message>
            <source>They get it when back in coverage.</source>
            <translation>Lo reciben cuando vuelvan a tener señal.</translation>
        </message>
        <message>
            <source>{job} is back in the pool.</source>
            <translation>{job} está otra vez sin asignar.</translation>
        </message>
        <message numerus="yes">
            <source>%n job(s) are back in the pool.</source>
            <translation>
                <numerusform>%n trabajo está otra vez sin asignar.</numerusform>
                <numerusform>%n trabajos están otra vez sin asignar.</numerusform>
            </translation>
        </message>
        <message>
            <source>{job} moved to {crew}.</source>
            <translation>{job} pasó a {crew}.</translation>
        </message>
        <message numerus="yes">
            <source>%n job(s) moved to {crew}.</source>
            <translation>
                <numerusform>%n trabajo pasó a {crew}.</numerusform>
                <numerusform>%n trabajos pasaron a {crew}.</numerusform>
            </translation>
        </message>
        <message>
            <source>{crew} was never heard and may be at work on it.</source>
            <translation>{crew} nunca ha dado señal y puede estar en ello.</translation>
        </message>
        <message>
            <source>{crew} was last heard {time} ago and may be at work on it.</source>
            <translation>{crew} no da señal desde hace {time} y puede estar en ello.</translation>
        </message>
        <message>
            <source>the pool</source>
            <translation>los no asignados</translation>
        </message>
        <message>
            <source>{job} is back with {crew}.</source>
            <translation>{job} está otra vez con {crew}.</translation>
        </message>
        <message numerus="yes">
            <source>%n job(s) are back where they were.</source>
            <translation>
                <numerusform>%n trabajo volvió adonde estaba.</numerusform>
                <numerusform>%n trabajos volvieron adonde estaban.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>BoardPage</name>
        <message>
            <source>All districts</source>
            <translation>Todos los distritos</translation>
        </message>
        <message>
            <source>All types</source>
            <translation>Todos los tipos</translation>
        </message>
        <message>
            <source>Put the job back in the pool</source>
            <translation>Devolvió el trabajo a los no asignados</translation>
        </message>
        <message>
            <source>{name} district</source>
            <translation>Distrito {name}</translation>
        </message>
        <message numerus="yes">
            <source>%n open</source>
            <translation>
                <numerusform>%n abierto</numerusform>
                <numerusform>%n abiertos</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n unassigned</source>
            <translation>
                <numerusform>%n sin asignar</numerusform>
                <numerusform>%n sin asignar</numerusform>
            </translation>
        </message>
        <message>
            <source>Today’s board</source>
            <translation>Tablero de hoy</translation>
        </message>
        <message numerus="yes">
            <source>+%n min</source>
            <translation>
                <numerusform>+%n min</numerusform>
                <numerusform>+%n min</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>BoardSide</name>
        <message>
            <source>Choose a job to see it here.</source>
            <translation>Elija un trabajo para verlo aquí.</translation>
        </message>
        <message>
            <source>Drag a card to a crew, or move it with Ctrl+← and Ctrl+→. U puts it back in the pool.</source>
            <translation>Arrastre una tarjeta a una cuadrilla o muévala con Ctrl+← y Ctrl+→. U la devuelve a los no asignados.</translation>
        </message>
        <message>
            <source>The supervisor moves jobs; here you can read them and write notes.</source>
            <translation>El supervisor mueve los trabajos; aquí puede leerlos y escribir notas.</translation>
        </message>
        <message>
            <source>Photos</source>
            <translation>Fotos</translation>
        </message>
        <message>
            <source>Write a note for the crew</source>
            <translation>Escriba una nota para la cuadrilla</translation>
        </message>
        <message>
            <source>Note</source>
            <translation>Nota</translation>
        </message>
        <message>
            <source>Save note</source>
            <translation>Guardar nota</translation>
        </message>
        <message>
            <source>They stay on this laptop, and work without a line from then on.</source>
            <translation>Se quedan en esta laptop, y desde entonces sirven sin conexión.</translation>
        </message>
        <message>
            <source>The city’s jobs are on their way.</source>
            <translation>Los trabajos de la ciudad están en camino.</translation>
        </message>
        <message numerus="yes">
            <source>%n min planned</source>
            <translation>
                <numerusform>%n min previsto</numerusform>
                <numerusform>%n min previstos</numerusform>
            </translation>
        </message>
        <message>
            <source>Unassigned</source>
            <translation>No asignados</translation>
        </message>
        <message>
            <source>Sent back</source>
            <translation>Devuelto</translation>
        </message>
        <message>
            <source>Answer saved on this laptop.</source>
            <translation>Respuesta guardada en esta laptop.</translation>
        </message>
        <message>
            <source>Note saved on this laptop.</source>
            <translation>Nota guardada en esta laptop.</translation>
        </message>
    </context>
    <context>
        <name>CameraPage</name>
        <message>
            <source>What they show</source>
            <translation>Qué muestran</translation>
        </message>
        <message>
            <source>Other camera</source>
            <translation>Otra cámara</translation>
        </message>
        <message>
            <source>Remove last</source>
            <translation>Quitar la última</translation>
        </message>
        <message>
            <source>Done</source>
            <translation>Hecho</translation>
        </message>
        <message>
            <source>Take photo</source>
            <translation>Tomar foto</translation>
        </message>
        <message>
            <source>Camera</source>
            <translation>Cámara</translation>
        </message>
        <message>
            <source>Tap to take a photo</source>
            <translation>Toque para tomar una foto</translation>
        </message>
        <message>
            <source>Take a photo</source>
            <translation>Tomar una foto</translation>
        </message>
        <message>
            <source>The camera is starting…</source>
            <translation>La cámara se está encendiendo…</translation>
        </message>
        <message>
            <source>No camera is connected.</source>
            <translation>No hay ninguna cámara conectada.</translation>
        </message>
        <message>
            <source>Connect one, then try again.</source>
            <translation>Conecte una y pruebe otra vez.</translation>
        </message>
        <message>
            <source>Allow it in the system’s privacy settings, then try again.</source>
            <translation>Permítalo en los ajustes de privacidad del sistema y pruebe otra vez.</translation>
        </message>
        <message>
            <source>The system does not let this app use the camera.</source>
            <translation>El sistema no permite que esta aplicación use la cámara.</translation>
        </message>
        <message>
            <source>Perhaps another program uses it. Close that one, then try again.</source>
            <translation>Quizá la usa otro programa. Ciérrelo y pruebe otra vez.</translation>
        </message>
        <message>
            <source>The camera sends no picture.</source>
            <translation>La cámara no envía ninguna imagen.</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>Probar otra vez</translation>
        </message>
        <message numerus="yes">
            <source>%n photo(s) taken, safe on this laptop</source>
            <translation>
                <numerusform>%n foto tomada, segura en esta laptop</numerusform>
                <numerusform>%n fotos tomadas, seguras en esta laptop</numerusform>
            </translation>
        </message>
        <message>
            <source>Each photo is in the job at once.</source>
            <translation>Cada foto queda en el trabajo al momento.</translation>
        </message>
        <message>
            <source>Photo removed.</source>
            <translation>Foto quitada.</translation>
        </message>
    </context>
    <context>
        <name>CardNotice</name>
        <message numerus="yes">
            <source>{name}: %n new photo(s) since {time}</source>
            <translation>
                <numerusform>{name}: %n foto nueva desde las {time}</numerusform>
                <numerusform>{name}: %n fotos nuevas desde las {time}</numerusform>
            </translation>
        </message>
        <message>
            <source>Choose</source>
            <translation>Elegir</translation>
        </message>
    </context>
    <context>
        <name>Cards</name>
        <message>
            <source>Ctrl+←  Ctrl+→</source>
            <translation>Ctrl+←  Ctrl+→</translation>
        </message>
        <message>
            <source>Move the job to the crew beside</source>
            <translation>Pasar el trabajo a la cuadrilla de al lado</translation>
        </message>
    </context>
    <context>
        <name>CasePanel</name>
        <message>
            <source>Slide</source>
            <translation>Deslizar</translation>
        </message>
        <message>
            <source>Side by side</source>
            <translation>Lado a lado</translation>
        </message>
        <message>
            <source>Job that the list does not have</source>
            <translation>Trabajo que no está en la lista</translation>
        </message>
        <message numerus="yes">
            <source>%n photo(s) still on the crew’s laptop</source>
            <translation>
                <numerusform>%n foto aún en la laptop de la cuadrilla</numerusform>
                <numerusform>%n fotos aún en la laptop de la cuadrilla</numerusform>
            </translation>
        </message>
        <message>
            <source>No photo before</source>
            <translation>Sin foto de antes</translation>
        </message>
        <message>
            <source>No photo after</source>
            <translation>Sin foto de después</translation>
        </message>
        <message>
            <source>This photo does not open. (PHOTO-DAMAGED)</source>
            <translation>Esta foto no se abre. (PHOTO-DAMAGED)</translation>
        </message>
        <message>
            <source>Still on the crew’s laptop</source>
            <translation>Aún en la laptop de la cuadrilla</translation>
        </message>
        <message>
            <source>The photo is being fetched.</source>
            <translation>Se está trayendo la foto.</translation>
        </message>
        <message>
            <source>Closed offline {done}, arrived {arrived}</source>
            <translation>Cerrado sin conexión {done}, llegó {arrived}</translation>
        </message>
        <message>
            <source>Closed {done}</source>
            <translation>Cerrado {done}</translation>
        </message>
        <message>
            <source>Entered offline {done}, arrived {arrived}</source>
            <translation>Anotado sin conexión {done}, llegó {arrived}</translation>
        </message>
        <message>
            <source>Entered {done}</source>
            <translation>Anotado {done}</translation>
        </message>
    </context>
    <context>
        <name>Check</name>
        <message>
            <source>{text}, required</source>
            <translation>{text}, obligatorio</translation>
        </message>
    </context>
    <context>
        <name>Choices</name>
        <message>
            <source>Your choice holds until you close the app; the disk would not keep it. (SETTINGS-DISK)</source>
            <translation>Su elección vale hasta que cierre la aplicación; no se pudo guardar en el disco. (SETTINGS-DISK)</translation>
        </message>
        <message>
            <source>Next theme: light, dark, sunlight</source>
            <translation>Tema siguiente: claro, oscuro, pleno sol</translation>
        </message>
        <message>
            <source>Everything larger</source>
            <translation>Todo más grande</translation>
        </message>
        <message>
            <source>Everything smaller</source>
            <translation>Todo más pequeño</translation>
        </message>
    </context>
    <context>
        <name>CloseOutPage</name>
        <message>
            <source>Save for later</source>
            <translation>Guardar para después</translation>
        </message>
        <message>
            <source>Close job</source>
            <translation>Cerrar trabajo</translation>
        </message>
        <message>
            <source>Ctrl+Enter</source>
            <translation>Ctrl+Enter</translation>
        </message>
        <message>
            <source>Write a note</source>
            <translation>Escribir una nota</translation>
        </message>
        <message>
            <source>Choose a photo</source>
            <translation>Elegir una foto</translation>
        </message>
        <message>
            <source>Take photos with this laptop’s camera</source>
            <translation>Tomar fotos con la cámara de esta laptop</translation>
        </message>
        <message>
            <source>Choose what happened</source>
            <translation>Elegir qué pasó</translation>
        </message>
        <message>
            <source>Paste a photo</source>
            <translation>Pegar una foto</translation>
        </message>
        <message>
            <source>Back; what you filled in is kept</source>
            <translation>Volver; lo que llenó se conserva</translation>
        </message>
        <message>
            <source>Close out · {title}</source>
            <translation>Cerrar · {title}</translation>
        </message>
        <message numerus="yes">
            <source>Close %n jobs</source>
            <translation>
                <numerusform>Cerrar %n trabajo</numerusform>
                <numerusform>Cerrar %n trabajos</numerusform>
            </translation>
        </message>
        <message>
            <source>Everything here is kept on this laptop.</source>
            <translation>Todo esto se conserva en esta laptop.</translation>
        </message>
        <message>
            <source>The job closes here at once, and goes to the city as soon as there is a line.</source>
            <translation>El trabajo se cierra aquí enseguida, y sale a la ciudad en cuanto hay conexión.</translation>
        </message>
        <message>
            <source>If you did the work, close it all the same: it is kept, and a person decides.</source>
            <translation>Si hizo el trabajo, ciérrelo de todos modos: se conserva, y una persona decide.</translation>
        </message>
        <message>
            <source>Choose what happened.</source>
            <translation>Elija qué pasó.</translation>
        </message>
        <message>
            <source>One tap, or its number: 1 is the first.</source>
            <translation>Un toque, o su número: 1 es el primero.</translation>
        </message>
        <message>
            <source>This outcome needs an after photo.</source>
            <translation>Este resultado necesita una foto de después.</translation>
        </message>
        <message>
            <source>Choose one, drop it on the card at the left, or paste it. Everything else is kept.</source>
            <translation>Elija una, suéltela en la tarjeta de la izquierda o péguela. Todo lo demás se conserva.</translation>
        </message>
        <message>
            <source>Everything else is kept; you can also save this for later.</source>
            <translation>Todo lo demás se conserva; también puede guardarlo para después.</translation>
        </message>
        <message>
            <source>Other reports of the same are near by: tick them, and they are closed with it.</source>
            <translation>Hay otros reportes de lo mismo cerca: márquelos y se cierran con este.</translation>
        </message>
        <message>
            <source>There is no photo on the clipboard. Copy one and paste again.</source>
            <translation>No hay foto en el portapapeles. Copie una y pegue otra vez.</translation>
        </message>
        <message>
            <source>Photo removed.</source>
            <translation>Foto quitada.</translation>
        </message>
        <message>
            <source>Signature removed.</source>
            <translation>Firma quitada.</translation>
        </message>
        <message numerus="yes">
            <source>Closing %n jobs…</source>
            <translation>
                <numerusform>Cerrando %n trabajo…</numerusform>
                <numerusform>Cerrando %n trabajos…</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>CloseTogether</name>
        <message numerus="yes">
            <source>%n had left this laptop and was not closed.</source>
            <translation>
                <numerusform>%n ya no estaba en esta laptop y no se cerró.</numerusform>
                <numerusform>%n ya no estaban en esta laptop y no se cerraron.</numerusform>
            </translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>Deshacer</translation>
        </message>
        <message>
            <source>None of the jobs was closed. {why}</source>
            <translation>No se cerró ninguno de los trabajos. {why}</translation>
        </message>
    </context>
    <context>
        <name>CompareView</name>
        <message>
            <source>No photo before</source>
            <translation>Sin foto de antes</translation>
        </message>
        <message>
            <source>No photo after</source>
            <translation>Sin foto de después</translation>
        </message>
        <message>
            <source>Before and after</source>
            <translation>Antes y después</translation>
        </message>
        <message>
            <source>Space</source>
            <translation>Espacio</translation>
        </message>
        <message>
            <source>Photos: slider or side by side</source>
            <translation>Fotos: deslizar o lado a lado</translation>
        </message>
        <message>
            <source>Photos: move the slider</source>
            <translation>Fotos: mover el deslizador</translation>
        </message>
    </context>
    <context>
        <name>ConflictCard</name>
        <message>
            <source>What is in question</source>
            <translation>Qué está en duda</translation>
        </message>
        <message>
            <source>You saw</source>
            <translation>Usted vio</translation>
        </message>
        <message>
            <source>The office has</source>
            <translation>La oficina tiene</translation>
        </message>
        <message>
            <source>You entered</source>
            <translation>Usted anotó</translation>
        </message>
    </context>
    <context>
        <name>DecisionBar</name>
        <message>
            <source>Seen; it stays as it is</source>
            <translation>Visto; se queda como está</translation>
        </message>
        <message>
            <source>It is the same job</source>
            <translation>Es el mismo trabajo</translation>
        </message>
        <message>
            <source>Which job is it? The crew reads this.</source>
            <translation>¿Qué trabajo es? La cuadrilla lo lee.</translation>
        </message>
        <message>
            <source>The older job has the report.</source>
            <translation>El trabajo más antiguo tiene el reporte.</translation>
        </message>
        <message>
            <source>Accept the crew’s work</source>
            <translation>Aceptar el trabajo</translation>
        </message>
        <message>
            <source>Keep the office’s</source>
            <translation>Vale lo de la oficina</translation>
        </message>
        <message>
            <source>Why does the office’s stand? The crew reads this.</source>
            <translation>¿Por qué vale lo de la oficina? La cuadrilla lo lee.</translation>
        </message>
        <message>
            <source>The other crew has done it.</source>
            <translation>La otra cuadrilla ya lo hizo.</translation>
        </message>
        <message>
            <source>The job is no longer needed.</source>
            <translation>El trabajo ya no hace falta.</translation>
        </message>
        <message>
            <source>Please follow the new instructions.</source>
            <translation>Por favor siga las instrucciones nuevas.</translation>
        </message>
        <message>
            <source>Approve and next</source>
            <translation>Aprobar y seguir</translation>
        </message>
        <message>
            <source>Send back</source>
            <translation>Devolver</translation>
        </message>
        <message>
            <source>What is to be done again? The crew reads this.</source>
            <translation>¿Qué hay que hacer otra vez? La cuadrilla lo lee.</translation>
        </message>
        <message>
            <source>Please take an after photo.</source>
            <translation>Por favor tome una foto de después.</translation>
        </message>
        <message>
            <source>The photo does not show the repair.</source>
            <translation>La foto no muestra la reparación.</translation>
        </message>
        <message>
            <source>The repair is not finished.</source>
            <translation>La reparación no está terminada.</translation>
        </message>
        <message>
            <source>Wrong place, please check the address.</source>
            <translation>Lugar equivocado, por favor revise la dirección.</translation>
        </message>
    </context>
    <context>
        <name>Demo</name>
        <message>
            <source>The demo city is being built…</source>
            <translation>Se está construyendo la ciudad de muestra…</translation>
        </message>
        <message>
            <source>Crew</source>
            <translation>Cuadrilla</translation>
        </message>
        <message>
            <source>Supervisor</source>
            <translation>Supervisor</translation>
        </message>
        <message>
            <source>Dispatcher</source>
            <translation>Despacho</translation>
        </message>
    </context>
    <context>
        <name>Desk</name>
        <message>
            <source>Never heard</source>
            <translation>Nunca ha dado señal</translation>
        </message>
        <message numerus="yes">
            <source>knows {known} of %n job(s)</source>
            <translation>
                <numerusform>conoce {known} de %n trabajo</numerusform>
                <numerusform>conoce {known} de %n trabajos</numerusform>
            </translation>
        </message>
        <message>
            <source>Live</source>
            <translation>En línea</translation>
        </message>
        <message>
            <source>Last heard {time} ago</source>
            <translation>Última señal hace {time}</translation>
        </message>
        <message>
            <source>{planned} of {limit} h</source>
            <translation>{planned} de {limit} h</translation>
        </message>
        <message>
            <source>{hours} h over</source>
            <translation>{hours} h de más</translation>
        </message>
        <message>
            <source>{hours} h free</source>
            <translation>{hours} h libres</translation>
        </message>
        <message>
            <source>{count} m</source>
            <translation>{count} m</translation>
        </message>
        <message>
            <source>{count} km</source>
            <translation>{count} km</translation>
        </message>
        <message>
            <source>{count} ft</source>
            <translation>{count} ft</translation>
        </message>
        <message>
            <source>{count} mi</source>
            <translation>{count} mi</translation>
        </message>
        <message>
            <source>Reassigned</source>
            <translation>Reasignado</translation>
        </message>
        <message>
            <source>Reopened</source>
            <translation>Reabierto</translation>
        </message>
        <message>
            <source>Cancelled</source>
            <translation>Cancelado</translation>
        </message>
        <message>
            <source>Duplicate</source>
            <translation>Duplicado</translation>
        </message>
        <message>
            <source>Closed before</source>
            <translation>Ya cerrado</translation>
        </message>
        <message>
            <source>Both changed it</source>
            <translation>Ambos lo cambiaron</translation>
        </message>
        <message>
            <source>Proposal</source>
            <translation>Propuesta</translation>
        </message>
        <message>
            <source>Possible duplicate</source>
            <translation>Posible duplicado</translation>
        </message>
        <message>
            <source>Account closed</source>
            <translation>Cuenta cerrada</translation>
        </message>
        <message>
            <source>Other sign-in</source>
            <translation>Otra sesión</translation>
        </message>
        <message>
            <source>Job not in the list</source>
            <translation>Trabajo fuera de la lista</translation>
        </message>
        <message>
            <source>Waits with other work</source>
            <translation>Espera con otro trabajo</translation>
        </message>
        <message>
            <source>Needs a decision</source>
            <translation>Espera una decisión</translation>
        </message>
        <message>
            <source>The office gave the job to somebody else while {crew} worked on it.</source>
            <translation>La oficina dio el trabajo a otros mientras {crew} lo hacía.</translation>
        </message>
        <message>
            <source>The job was sent back with new instructions while {crew} worked on it.</source>
            <translation>El trabajo se devolvió con instrucciones nuevas mientras {crew} lo hacía.</translation>
        </message>
        <message>
            <source>The office cancelled the job while {crew} worked on it.</source>
            <translation>La oficina canceló el trabajo mientras {crew} lo hacía.</translation>
        </message>
        <message>
            <source>The office closed the job as a duplicate while {crew} worked on it.</source>
            <translation>La oficina cerró el trabajo como duplicado mientras {crew} trabajaba en él.</translation>
        </message>
        <message>
            <source>The job was closed before this change arrived.</source>
            <translation>El trabajo se cerró antes de llegar este cambio.</translation>
        </message>
        <message>
            <source>{crew} and the office changed the same answer.</source>
            <translation>{crew} y la oficina cambiaron la misma respuesta.</translation>
        </message>
        <message>
            <source>{crew} proposes what only the office sets.</source>
            <translation>{crew} propone algo que solo la oficina fija.</translation>
        </message>
        <message>
            <source>{crew} found this job on the street; it may be the same as another one.</source>
            <translation>{crew} encontró este trabajo en la calle; puede ser el mismo que otro.</translation>
        </message>
        <message>
            <source>The account of its author was closed before the work of {crew} arrived.</source>
            <translation>La cuenta de su autor se cerró antes de que llegara el trabajo de {crew}.</translation>
        </message>
        <message>
            <source>The work of {crew} came from a laptop on which somebody else had signed in.</source>
            <translation>El trabajo de {crew} llegó desde un portátil en el que otra persona había iniciado sesión.</translation>
        </message>
        <message>
            <source>The city’s list does not have this job any more.</source>
            <translation>La lista de la ciudad ya no tiene este trabajo.</translation>
        </message>
        <message>
            <source>It builds on other work of {crew} that is held.</source>
            <translation>Depende de otro trabajo de {crew} que está retenido.</translation>
        </message>
        <message>
            <source>The work of {crew} needs a decision.</source>
            <translation>El trabajo de {crew} espera una decisión.</translation>
        </message>
        <message>
            <source>the crew member</source>
            <translation>la persona de la cuadrilla</translation>
        </message>
        <message>
            <source>your supervisor</source>
            <translation>su supervisor</translation>
        </message>
        <message>
            <source>dispatch</source>
            <translation>despacho</translation>
        </message>
    </context>
    <context>
        <name>DeskHistory</name>
        <message>
            <source>History</source>
            <translation>Historial</translation>
        </message>
        <message>
            <source>Reported it</source>
            <translation>Lo reportó</translation>
        </message>
        <message>
            <source>Gave the job to {crew}</source>
            <translation>Dio el trabajo a {crew}</translation>
        </message>
    </context>
    <context>
        <name>DetailsCard</name>
        <message>
            <source>Details</source>
            <translation>Detalles</translation>
        </message>
        <message>
            <source>optional</source>
            <translation>opcional</translation>
        </message>
        <message>
            <source>Time on site</source>
            <translation>Tiempo en el lugar</translation>
        </message>
        <message>
            <source>min</source>
            <translation>min</translation>
        </message>
        <message>
            <source>Why another time?</source>
            <translation>¿Por qué otro tiempo?</translation>
        </message>
        <message>
            <source>Why another time than the clock’s</source>
            <translation>Por qué otro tiempo que el del reloj</translation>
        </message>
        <message>
            <source>Count by the clock</source>
            <translation>Contar con el reloj</translation>
        </message>
        <message>
            <source>Answer the new form</source>
            <translation>Responder el formulario nuevo</translation>
        </message>
        <message>
            <source>Who was there?</source>
            <translation>¿Quiénes estuvieron?</translation>
        </message>
        <message>
            <source>Add a note</source>
            <translation>Agregar una nota</translation>
        </message>
        <message>
            <source>Note</source>
            <translation>Nota</translation>
        </message>
        <message>
            <source>counted since you started</source>
            <translation>contado desde que empezó</translation>
        </message>
        <message>
            <source>not started on this laptop</source>
            <translation>no se empezó en esta laptop</translation>
        </message>
        <message>
            <source>the clock says {count} min</source>
            <translation>el reloj dice {count} min</translation>
        </message>
        <message>
            <source>The city has a new form for this. You finish the one that you began.</source>
            <translation>La ciudad tiene un formulario nuevo. Usted termina el que empezó.</translation>
        </message>
        <message numerus="yes">
            <source>%n to answer</source>
            <translation>
                <numerusform>falta %n respuesta</numerusform>
                <numerusform>faltan %n respuestas</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>DiffTable</name>
        <message>
            <source>What changed</source>
            <translation>Qué cambió</translation>
        </message>
    </context>
    <context>
        <name>Done</name>
        <message>
            <source>started</source>
            <translation>empezado</translation>
        </message>
        <message>
            <source>paused</source>
            <translation>en pausa</translation>
        </message>
        <message>
            <source>closed</source>
            <translation>cerrado</translation>
        </message>
        <message>
            <source>answer changed</source>
            <translation>respuesta cambiada</translation>
        </message>
        <message>
            <source>note</source>
            <translation>nota</translation>
        </message>
        <message>
            <source>photo</source>
            <translation>foto</translation>
        </message>
        <message>
            <source>photo removed</source>
            <translation>foto quitada</translation>
        </message>
        <message>
            <source>checklist</source>
            <translation>lista</translation>
        </message>
        <message>
            <source>time</source>
            <translation>tiempo</translation>
        </message>
        <message>
            <source>material</source>
            <translation>material</translation>
        </message>
        <message>
            <source>proposal</source>
            <translation>propuesta</translation>
        </message>
        <message>
            <source>place corrected</source>
            <translation>lugar corregido</translation>
        </message>
        <message>
            <source>new job</source>
            <translation>trabajo nuevo</translation>
        </message>
        <message>
            <source>assigned</source>
            <translation>asignado</translation>
        </message>
        <message>
            <source>back to the pool</source>
            <translation>a los no asignados</translation>
        </message>
        <message>
            <source>due time</source>
            <translation>hora límite</translation>
        </message>
        <message>
            <source>priority</source>
            <translation>prioridad</translation>
        </message>
        <message>
            <source>cancelled</source>
            <translation>cancelado</translation>
        </message>
        <message>
            <source>opened again</source>
            <translation>reabierto</translation>
        </message>
        <message>
            <source>merged</source>
            <translation>unido</translation>
        </message>
        <message>
            <source>decision</source>
            <translation>decisión</translation>
        </message>
        <message>
            <source>changed</source>
            <translation>cambiado</translation>
        </message>
    </context>
    <context>
        <name>Due</name>
        <message>
            <source>Was due {when}</source>
            <translation>Venció {when}</translation>
        </message>
        <message>
            <source>{time} late</source>
            <translation>{time} de retraso</translation>
        </message>
        <message>
            <source>Due {when}</source>
            <translation>Vence {when}</translation>
        </message>
        <message>
            <source>{time} left</source>
            <translation>quedan {time}</translation>
        </message>
        <message>
            <source>reported today {time}</source>
            <translation>reportado hoy {time}</translation>
        </message>
        <message>
            <source>reported {day}</source>
            <translation>reportado {day}</translation>
        </message>
        <message>
            <source>{count} min</source>
            <translation>{count} min</translation>
        </message>
        <message>
            <source>{count} days</source>
            <translation>{count} días</translation>
        </message>
        <message>
            <source>{hours} h</source>
            <translation>{hours} h</translation>
        </message>
        <message>
            <source>{hours} h {minutes} min</source>
            <translation>{hours} h {minutes} min</translation>
        </message>
        <message>
            <source>yesterday</source>
            <translation>ayer</translation>
        </message>
        <message>
            <source>tomorrow</source>
            <translation>mañana</translation>
        </message>
    </context>
    <context>
        <name>Editor</name>
        <message>
            <source>needed</source>
            <translation>necesario</translation>
        </message>
    </context>
    <context>
        <name>Facts</name>
        <message>
            <source>Checks</source>
            <translation>Comprobaciones</translation>
        </message>
        <message>
            <source>What changed</source>
            <translation>Qué cambió</translation>
        </message>
    </context>
    <context>
        <name>FilterLine</name>
        <message>
            <source>Filter and sort</source>
            <translation>Filtrar y ordenar</translation>
        </message>
        <message>
            <source>Clear all</source>
            <translation>Quitar todo</translation>
        </message>
        <message>
            <source>{shown} of {all}</source>
            <translation>{shown} de {all}</translation>
        </message>
        <message>
            <source>Take away the filter {name}</source>
            <translation>Quitar el filtro {name}</translation>
        </message>
    </context>
    <context>
        <name>FilterNames</name>
        <message>
            <source>Saved filters</source>
            <translation>Filtros guardados</translation>
        </message>
        <message>
            <source>Name of this filter</source>
            <translation>Nombre de este filtro</translation>
        </message>
        <message>
            <source>Save this filter</source>
            <translation>Guardar este filtro</translation>
        </message>
        <message>
            <source>Delete this filter</source>
            <translation>Borrar este filtro</translation>
        </message>
        <message>
            <source>Switch filters on, and give them a name here to have them again.</source>
            <translation>Active filtros y déles un nombre aquí para volver a tenerlos.</translation>
        </message>
        <message>
            <source>Rename</source>
            <translation>Cambiar nombre</translation>
        </message>
    </context>
    <context>
        <name>FilterPanel</name>
        <message>
            <source>Show the jobs</source>
            <translation>Ver los trabajos</translation>
        </message>
        <message>
            <source>Sort by</source>
            <translation>Ordenar por</translation>
        </message>
        <message numerus="yes">
            <source>%n job(s)</source>
            <translation>
                <numerusform>%n trabajo</numerusform>
                <numerusform>%n trabajos</numerusform>
            </translation>
        </message>
        <message>
            <source>Show only</source>
            <translation>Mostrar solo</translation>
        </message>
        <message>
            <source>Close the filters</source>
            <translation>Cerrar los filtros</translation>
        </message>
        <message numerus="yes">
            <source>{name}, %n job(s)</source>
            <translation>
                <numerusform>{name}, %n trabajo</numerusform>
                <numerusform>{name}, %n trabajos</numerusform>
            </translation>
        </message>
        <message>
            <source>Near by is up to {distance} from {place}: your job in hand, your last or your first.</source>
            <translation>Cerca es hasta {distance} de {place}: su trabajo en curso, el último o el primero.</translation>
        </message>
    </context>
    <context>
        <name>Find</name>
        <message>
            <source>When it is due</source>
            <translation>Cuándo vence</translation>
        </message>
        <message>
            <source>Where the work stands</source>
            <translation>En qué va el trabajo</translation>
        </message>
        <message>
            <source>Priority</source>
            <translation>Prioridad</translation>
        </message>
        <message>
            <source>Kind of job</source>
            <translation>Tipo de trabajo</translation>
        </message>
        <message>
            <source>Your changes</source>
            <translation>Sus cambios</translation>
        </message>
        <message>
            <source>Place</source>
            <translation>Lugar</translation>
        </message>
        <message>
            <source>Normal</source>
            <translation>Normal</translation>
        </message>
        <message>
            <source>Late</source>
            <translation>Atrasado</translation>
        </message>
        <message>
            <source>Due today</source>
            <translation>Vence hoy</translation>
        </message>
        <message>
            <source>Due this week</source>
            <translation>Vence esta semana</translation>
        </message>
        <message>
            <source>Due later</source>
            <translation>Vence después</translation>
        </message>
        <message>
            <source>No due time</source>
            <translation>Sin plazo</translation>
        </message>
        <message>
            <source>Not started</source>
            <translation>Sin empezar</translation>
        </message>
        <message>
            <source>Sent back</source>
            <translation>Devuelto</translation>
        </message>
        <message>
            <source>Not sent yet</source>
            <translation>Sin enviar</translation>
        </message>
        <message>
            <source>Near by</source>
            <translation>Cerca</translation>
        </message>
        <message>
            <source>No place known</source>
            <translation>Sin lugar conocido</translation>
        </message>
        <message>
            <source>Due time</source>
            <translation>Plazo</translation>
        </message>
        <message>
            <source>Distance</source>
            <translation>Distancia</translation>
        </message>
        <message>
            <source>Order of stops</source>
            <translation>Orden de paradas</translation>
        </message>
        <message>
            <source>The nearest to {place} first</source>
            <translation>Primero lo más cercano a {place}</translation>
        </message>
        <message>
            <source>The most urgent first</source>
            <translation>Primero lo más urgente</translation>
        </message>
        <message>
            <source>In the order of stops on the map</source>
            <translation>En el orden de paradas del mapa</translation>
        </message>
        <message>
            <source>DONE</source>
            <translation>HECHO</translation>
        </message>
        <message>
            <source>DONE TODAY</source>
            <translation>HECHO HOY</translation>
        </message>
        <message>
            <source>NO PLACE KNOWN</source>
            <translation>SIN LUGAR CONOCIDO</translation>
        </message>
        <message>
            <source>NOT AMONG THE STOPS</source>
            <translation>FUERA DE LAS PARADAS</translation>
        </message>
        <message>
            <source>None of the jobs to do has a place on the map, so there is no distance and no order of stops.</source>
            <translation>Ninguno de los trabajos por hacer tiene un lugar en el mapa, así que no hay distancia ni orden de paradas.</translation>
        </message>
        <message>
            <source>All jobs are being read; a moment, then the filters are complete.</source>
            <translation>Se están leyendo todos los trabajos; en un momento los filtros estarán completos.</translation>
        </message>
        <message>
            <source>“{text}”</source>
            <translation>«{text}»</translation>
        </message>
    </context>
    <context>
        <name>FitsCard</name>
        <message>
            <source>Best crew for this job</source>
            <translation>La mejor cuadrilla para este trabajo</translation>
        </message>
        <message>
            <source>Assign</source>
            <translation>Asignar</translation>
        </message>
        <message>
            <source>Assign to {crew}</source>
            <translation>Asignar a {crew}</translation>
        </message>
        <message>
            <source>{distance} away</source>
            <translation>a {distance}</translation>
        </message>
        <message>
            <source>live</source>
            <translation>en línea</translation>
        </message>
        <message>
            <source>offline</source>
            <translation>sin conexión</translation>
        </message>
    </context>
    <context>
        <name>Form</name>
        <message>
            <source>signed</source>
            <translation>firmado</translation>
        </message>
        <message>
            <source>Still to answer.</source>
            <translation>Falta responder.</translation>
        </message>
        <message>
            <source>This outcome needs {count} photo(s) of the kind “{kind}”.</source>
            <translation>Este resultado necesita {count} foto(s) del tipo «{kind}».</translation>
        </message>
        <message>
            <source>Still to answer: {question}.</source>
            <translation>Falta responder: {question}.</translation>
        </message>
        <message>
            <source>{question}: at least {bound}.</source>
            <translation>{question}: por lo menos {bound}.</translation>
        </message>
        <message>
            <source>{question}: not more than {bound}.</source>
            <translation>{question}: no más de {bound}.</translation>
        </message>
        <message>
            <source>{question}: not less than {bound}.</source>
            <translation>{question}: no menos de {bound}.</translation>
        </message>
        <message>
            <source>{question}: not more than {bound} letters.</source>
            <translation>{question}: no más de {bound} letras.</translation>
        </message>
        <message>
            <source>{question}: this is not written as it is asked for.</source>
            <translation>{question}: no está escrito como se pide.</translation>
        </message>
    </context>
    <context>
        <name>FormQuestions</name>
        <message>
            <source>Remove</source>
            <translation>Quitar</translation>
        </message>
        <message>
            <source>Remove {thing} {number}</source>
            <translation>Quitar {thing} {number}</translation>
        </message>
        <message>
            <source>Add: {thing}</source>
            <translation>Agregar: {thing}</translation>
        </message>
    </context>
    <context>
        <name>Guide</name>
        <message>
            <source>Your jobs of the day</source>
            <translation>Sus trabajos del día</translation>
        </message>
        <message>
            <source>The next one due stands first. Tap a job, or go through them with the arrow keys; Ctrl+F finds any of them. They are on this laptop, so you need no line to see them.</source>
            <translation>Primero está el que vence antes. Toque un trabajo o recórralos con las flechas; Ctrl+F encuentra cualquiera. Están en esta laptop, así que no necesita conexión para verlos.</translation>
        </message>
        <message>
            <source>Closing out</source>
            <translation>Cerrar trabajos</translation>
        </message>
        <message>
            <source>When the work is done, press this or F2. Three steps: a photo, what happened, close. Until it leaves the laptop you can undo it.</source>
            <translation>Cuando termine el trabajo, pulse esto o F2. Tres pasos: una foto, qué pasó, cerrar. Hasta que salga de la laptop puede deshacerlo.</translation>
        </message>
        <message>
            <source>Photos</source>
            <translation>Fotos</translation>
        </message>
        <message>
            <source>Add photos from your phone or SD card, drop them here, or paste them. Each is saved at once.</source>
            <translation>Agregue fotos de su teléfono o tarjeta SD, suéltelas aquí o péguelas. Cada una se guarda al momento.</translation>
        </message>
        <message>
            <source>Where your work is</source>
            <translation>Dónde está su trabajo</translation>
        </message>
        <message>
            <source>This says whether there is a line, and how much is only on this laptop. Amber is safe. Red means that a person is needed. Tap it to see each change.</source>
            <translation>Aquí se ve si hay conexión y cuánto está solo en esta laptop. Ámbar es seguro. Rojo quiere decir que hace falta una persona. Tóquelo para ver cada cambio.</translation>
        </message>
        <message>
            <source>Sun, size and language</source>
            <translation>Sol, tamaño e idioma</translation>
        </message>
        <message>
            <source>Ctrl+T changes the theme: light, dark, sunlight. Ctrl++ makes everything larger. Here you also choose the language, lock the laptop and sign out. F1 shows all keys, Help has this guide again.</source>
            <translation>Ctrl+T cambia el tema: claro, oscuro, pleno sol. Ctrl++ agranda todo. Aquí también elige el idioma, bloquea la laptop y cierra la sesión. F1 muestra las teclas; en Ayuda está otra vez esta guía.</translation>
        </message>
        <message>
            <source>Help</source>
            <translation>Ayuda</translation>
        </message>
        <message>
            <source>Answers to what people ask, without a line. F1 shows the keys of a screen.</source>
            <translation>Respuestas a lo que la gente pregunta, sin conexión. F1 muestra las teclas de una pantalla.</translation>
        </message>
        <message>
            <source>Leave the guide</source>
            <translation>Salir de la guía</translation>
        </message>
        <message>
            <source>Back</source>
            <translation>Volver</translation>
        </message>
        <message>
            <source>{number} of {all}</source>
            <translation>{number} de {all}</translation>
        </message>
        <message>
            <source>Got it</source>
            <translation>Entendido</translation>
        </message>
        <message>
            <source>Next</source>
            <translation>Siguiente</translation>
        </message>
    </context>
    <context>
        <name>HeldCard</name>
        <message>
            <source>Needs your decision</source>
            <translation>Espera su decisión</translation>
        </message>
        <message>
            <source>{crew} saw</source>
            <translation>{crew} vio</translation>
        </message>
        <message>
            <source>The office has</source>
            <translation>La oficina tiene</translation>
        </message>
        <message>
            <source>{crew} entered</source>
            <translation>{crew} anotó</translation>
        </message>
        <message>
            <source>Accepting takes the answer of {crew} and closes the review. Sending back opens the job again; the office’s answer stands.</source>
            <translation>Si acepta, vale la respuesta de {crew} y la revisión se cierra. Si lo devuelve, el trabajo se abre otra vez y vale la respuesta de la oficina.</translation>
        </message>
        <message>
            <source>Accepting lets the work of {crew} take effect and credits it to them. Keeping the office’s changes nothing; {crew} is told why, and their photos and notes stay with the job.</source>
            <translation>Si acepta, el trabajo de {crew} vale y se le reconoce. Si mantiene lo de la oficina, nada cambia; a {crew} se le dice por qué, y sus fotos y notas quedan con el trabajo.</translation>
        </message>
    </context>
    <context>
        <name>Help</name>
        <message>
            <source>That’s fine. Work on: jobs, photos, closing out, search and printing need no line. What you did is on this laptop’s disk and goes by itself when there is a line.</source>
            <translation>Está bien. Siga trabajando: trabajos, fotos, cierres, búsqueda e impresión no necesitan conexión. Lo que hizo está en el disco de esta laptop y se envía solo cuando hay conexión.</translation>
        </message>
        <message>
            <source>How do I close out a job?</source>
            <translation>¿Cómo cierro un trabajo?</translation>
        </message>
        <message>
            <source>Press “Close out this job” (F2), choose what happened, add a photo of the finished work, and press “Close job” (Ctrl+Enter). What is still missing stands beside the button. You can leave at any time: what you filled in is kept, and other jobs are not held up.</source>
            <translation>Pulse “Cerrar este trabajo” (F2), elija qué pasó, agregue una foto del trabajo terminado y pulse “Cerrar trabajo” (Ctrl+Enter). Lo que falta se indica junto al botón. Puede salir cuando quiera: lo que llenó se conserva y los demás trabajos no esperan.</translation>
        </message>
        <message>
            <source>I closed the wrong job, or made a mistake.</source>
            <translation>Cerré el trabajo equivocado o cometí un error.</translation>
        </message>
        <message>
            <source>Press “Undo close-out” on the job while the change is still on this laptop. After that write a note; dispatch can send the job back to you.</source>
            <translation>Pulse “Deshacer el cierre” en el trabajo mientras el cambio sigue en esta laptop. Después escriba una nota; despacho puede devolverle el trabajo.</translation>
        </message>
        <message>
            <source>How do I add photos?</source>
            <translation>¿Cómo agrego fotos?</translation>
        </message>
        <message>
            <source>A photo was refused.</source>
            <translation>No se aceptó una foto.</translation>
        </message>
        <message>
            <source>The sentence below the photos says why. The job is unchanged; take or copy the photo again, and tell support the code in brackets if it happens twice.</source>
            <translation>La frase debajo de las fotos dice por qué. El trabajo no cambió; tome o copie la foto otra vez y diga a soporte el código entre paréntesis si vuelve a pasar.</translation>
        </message>
        <message>
            <source>It says “Offline”. What now?</source>
            <translation>Dice “Sin conexión”. ¿Y ahora?</translation>
        </message>
        <message>
            <source>From a phone or SD card with “Add”, with this laptop’s own camera if it has one (F4), by dropping files on the job, or by copying and pasting (Ctrl+V). Photos are saved on this laptop at once and go to the city after the words of the job.</source>
            <translation>Desde un teléfono o tarjeta SD con “Agregar”, con la cámara de esta laptop si la tiene (F4), soltando archivos sobre el trabajo, o copiando y pegando (Ctrl+V). Las fotos se guardan en esta laptop al momento y van a la ciudad después de los datos del trabajo.</translation>
        </message>
        <message>
            <source>I found work that nobody has reported.</source>
            <translation>Encontré trabajo que nadie ha reportado.</translation>
        </message>
        <message>
            <source>Press “New job” (F3) on Today or on the map: what it is, where, and photos. It is yours at once, also without a line. Open jobs near by are offered first; press one if it is the same, and your photos go there. While it is only on this laptop and has no photos, the job has “Take it back”.</source>
            <translation>Pulse “Trabajo nuevo” (F3) en Hoy o en el mapa: qué es, dónde, y fotos. Es suyo enseguida, también sin conexión. Primero se ofrecen los trabajos abiertos que están cerca; pulse uno si es el mismo, y sus fotos van ahí. Mientras esté solo en esta laptop y no tenga fotos, el trabajo tiene “Retirarlo”.</translation>
        </message>
        <message>
            <source>One repair settled several reports.</source>
            <translation>Un arreglo resolvió varios reportes.</translation>
        </message>
        <message>
            <source>At the close-out, tick the other reports of the same near by. One set of photos and answers closes them all, or none. “Undo” takes all back while they are on this laptop, also on the Sync page; each job can be taken back alone, too.</source>
            <translation>Al cerrar, marque los otros reportes de lo mismo que están cerca. Las mismas fotos y respuestas los cierran todos, o ninguno. “Deshacer” los retira todos mientras estén en esta laptop, también en la página Envíos; cada trabajo también se puede retirar solo.</translation>
        </message>
        <message>
            <source>It says “Needs a decision”.</source>
            <translation>Dice “Espera una decisión”.</translation>
        </message>
        <message>
            <source>Somebody else changed the same job while you worked on it. Your work is at the city and is kept. A person decides which value holds; the Sync page shows both, and you see the answer on the job.</source>
            <translation>Otra persona cambió el mismo trabajo mientras usted lo hacía. Su trabajo está en la ciudad y se conserva. Una persona decide qué valor queda; la página Envíos muestra ambos y usted verá la respuesta en el trabajo.</translation>
        </message>
        <message>
            <source>Show the Sync page</source>
            <translation>Mostrar la página Envíos</translation>
        </message>
        <message>
            <source>A job is gone, or was moved while I worked on it.</source>
            <translation>Un trabajo desapareció o lo movieron mientras lo hacía.</translation>
        </message>
        <message>
            <source>It was given to another crew; a notice above the list says by whom. What you did on it is kept, goes to the city, and counts as yours.</source>
            <translation>Se lo dieron a otra cuadrilla; un aviso sobre la lista dice quién. Lo que usted hizo se conserva, va a la ciudad y cuenta como suyo.</translation>
        </message>
        <message>
            <source>How do I find a job?</source>
            <translation>¿Cómo encuentro un trabajo?</translation>
        </message>
        <message>
            <source>Press Ctrl+F and type any part of its number, address, title or of what the resident wrote. Or scan the code on its printed sheet into the search box. “Filter and sort” (Ctrl+Shift+F) leaves only the jobs that you want to see, the nearest first if you like; a filter that you need often gets a name.</source>
            <translation>Pulse Ctrl+F y escriba una parte del número, la dirección, el título o lo que escribió el vecino. O escanee el código de su hoja impresa en el cuadro de búsqueda. «Filtrar y ordenar» (Ctrl+Shift+F) deja solo los trabajos que quiere ver, si quiere con el más cercano primero; un filtro que necesita a menudo puede tener nombre.</translation>
        </message>
        <message>
            <source>In which order do I drive, and is there a map without a line?</source>
            <translation>¿En qué orden manejo, y hay mapa sin conexión?</translation>
        </message>
        <message>
            <source>The Map page numbers your stops: the job in hand, then emergencies, then the shortest way. It works without a line from the map file of your city. Jobs whose report has no believable spot stand in a list beside the map; Tab goes from stop to stop, Enter opens one.</source>
            <translation>La página Mapa numera sus paradas: el trabajo en curso, luego las emergencias y luego el camino más corto. Funciona sin conexión con el archivo de mapa de su ciudad. Los trabajos cuyo reporte no tiene un punto creíble están en una lista al lado del mapa; Tab va de parada en parada, Intro abre una.</translation>
        </message>
        <message>
            <source>Show the map</source>
            <translation>Ver el mapa</translation>
        </message>
        <message>
            <source>How do I take my day along on paper?</source>
            <translation>¿Cómo llevo mi día en papel?</translation>
        </message>
        <message>
            <source>Press Ctrl+P: the job in hand, the day’s list, or a sheet for each job, on a printer or as a PDF. The sheets carry no names and no phone numbers. Each has a code; scan it into the search box later, and its job opens.</source>
            <translation>Pulse Ctrl+P: el trabajo actual, la lista del día o una hoja por trabajo, en una impresora o como PDF. Las hojas no llevan nombres ni teléfonos. Cada una tiene un código; escanéelo luego en el cuadro de búsqueda y su trabajo se abre.</translation>
        </message>
        <message>
            <source>Print</source>
            <translation>Imprimir</translation>
        </message>
        <message>
            <source>My shift ends and somebody else takes the laptop.</source>
            <translation>Termina mi turno y otra persona usa la laptop.</translation>
        </message>
        <message>
            <source>Press your badge at the lower left and sign out. Your unsent work stays here, locked, and goes to the city in your name when you sign in again. The next person signs in and sees only their own jobs.</source>
            <translation>Pulse su insignia abajo a la izquierda y cierre la sesión. Su trabajo sin enviar queda aquí, bloqueado, y va a la ciudad a su nombre cuando vuelva a entrar. La siguiente persona entra y ve solo sus propios trabajos.</translation>
        </message>
        <message>
            <source>The disk is nearly full.</source>
            <translation>El disco está casi lleno.</translation>
        </message>
        <message>
            <source>All you saved is safe. Free some space or find a line: photos that the city has confirmed may leave this laptop, and nothing else does.</source>
            <translation>Todo lo guardado está seguro. Libere espacio o busque conexión: las fotos que la ciudad confirmó pueden salir de esta laptop, y nada más sale.</translation>
        </message>
        <message>
            <source>How old is what I see of a crew?</source>
            <translation>¿Qué tan viejo es lo que veo de una cuadrilla?</translation>
        </message>
        <message>
            <source>Each lane of the board says when its crew was last heard and how much of its work it knew then. A crew without a line works on; what it did comes in later with its own times.</source>
            <translation>Cada carril del tablero dice cuándo se supo de su cuadrilla por última vez y cuánto de su trabajo conocía. Una cuadrilla sin conexión sigue trabajando; lo que hizo llega después con sus propias horas.</translation>
        </message>
        <message>
            <source>I moved a job and the crew had already done it.</source>
            <translation>Moví un trabajo y la cuadrilla ya lo había hecho.</translation>
        </message>
        <message>
            <source>The work is not lost and not refused: it waits in Review for one answer. Accept it, and the crew that did it is credited; or send it back with a reason.</source>
            <translation>El trabajo no se pierde ni se rechaza: espera una respuesta en Revisión. Acéptelo y se acredita a la cuadrilla que lo hizo; o devuélvalo con un motivo.</translation>
        </message>
        <message>
            <source>Show Review</source>
            <translation>Mostrar Revisión</translation>
        </message>
        <message>
            <source>Can I take a decision back?</source>
            <translation>¿Puedo retirar una decisión?</translation>
        </message>
        <message>
            <source>Yes, with Undo in the line at the bottom, while the decision is still on this laptop. Later you reopen the job or send it back.</source>
            <translation>Sí, con Deshacer en la línea de abajo, mientras la decisión sigue en esta laptop. Después reabra el trabajo o devuélvalo.</translation>
        </message>
        <message>
            <source>I cannot read the screen in the sun.</source>
            <translation>No puedo leer la pantalla al sol.</translation>
        </message>
        <message>
            <source>Ctrl+T changes to the next theme: light, dark, sunlight. Ctrl++ makes everything larger, Ctrl+- smaller. Both, and the language, are also in the menu behind your badge at the lower left.</source>
            <translation>Ctrl+T cambia al tema siguiente: claro, oscuro, pleno sol. Ctrl++ agranda todo, Ctrl+- lo achica. Ambos, y el idioma, están también en el menú de su insignia abajo a la izquierda.</translation>
        </message>
        <message>
            <source>How do I lock the laptop? I forgot the PIN.</source>
            <translation>¿Cómo bloqueo la laptop? Olvidé el PIN.</translation>
        </message>
        <message>
            <source>Ctrl+L locks it; the first time it asks you to choose a PIN. After a while without a hand on it, it locks itself. If you forgot the PIN, sign in with your password over a line: your work is still here.</source>
            <translation>Ctrl+L la bloquea; la primera vez le pide elegir un PIN. Después de un rato sin uso se bloquea sola. Si olvidó el PIN, entre con su contraseña con conexión: su trabajo sigue aquí.</translation>
        </message>
        <message>
            <source>How do I know that nothing is lost?</source>
            <translation>¿Cómo sé que no se pierde nada?</translation>
        </message>
        <message>
            <source>Each act gets a receipt from the city, and nobody can change it unseen. Look at your day, or save the proof as a file.</source>
            <translation>Cada acción recibe un recibo de la ciudad y nadie puede cambiarla sin que se note. Mire su día o guarde la prueba como archivo.</translation>
        </message>
        <message>
            <source>Prove it</source>
            <translation>Comprobar</translation>
        </message>
        <message>
            <source>Which keys are there?</source>
            <translation>¿Qué teclas hay?</translation>
        </message>
        <message>
            <source>F1 or ? shows the keys of the screen that you are on. It stays open while you work.</source>
            <translation>F1 o ? muestra las teclas de la pantalla donde está. Queda abierta mientras trabaja.</translation>
        </message>
        <message>
            <source>Show the keys</source>
            <translation>Mostrar las teclas</translation>
        </message>
        <message>
            <source>Something is wrong with the program.</source>
            <translation>Algo anda mal con el programa.</translation>
        </message>
        <message>
            <source>Save a report for support. It has versions, numbers and codes, and nothing about people or jobs; you read it before you save it.</source>
            <translation>Guarde un informe para soporte. Tiene versiones, números y códigos, y nada sobre personas o trabajos; lo lee antes de guardarlo.</translation>
        </message>
        <message>
            <source>Report for support</source>
            <translation>Informe para soporte</translation>
        </message>
    </context>
    <context>
        <name>HelpPage</name>
        <message>
            <source>Where your work is</source>
            <translation>Dónde está su trabajo</translation>
        </message>
        <message>
            <source>Help</source>
            <translation>Ayuda</translation>
        </message>
        <message>
            <source>Works without a line, like everything else here.</source>
            <translation>Funciona sin conexión, como todo lo demás.</translation>
        </message>
        <message>
            <source>Search in Help</source>
            <translation>Buscar en la ayuda</translation>
        </message>
        <message>
            <source>No answer has these words. Try fewer of them, or ask dispatch.</source>
            <translation>Ninguna respuesta tiene esas palabras. Pruebe con menos, o pregunte a despacho.</translation>
        </message>
        <message>
            <source>More help</source>
            <translation>Más ayuda</translation>
        </message>
        <message>
            <source>Show me around again</source>
            <translation>Mostrarme la guía otra vez</translation>
        </message>
        <message>
            <source>Keys of a screen (F1)</source>
            <translation>Teclas de una pantalla (F1)</translation>
        </message>
        <message>
            <source>Report for support</source>
            <translation>Informe para soporte</translation>
        </message>
        <message>
            <source>Saved on this laptop’s disk. It stays, even if the power goes, and goes by itself.</source>
            <translation>Guardado en el disco de esta laptop. Se queda aunque falte la corriente, y sale solo.</translation>
        </message>
        <message>
            <source>On its way. If the line breaks it starts again; nothing arrives twice.</source>
            <translation>En camino. Si la conexión se corta, empieza otra vez; nada llega dos veces.</translation>
        </message>
        <message>
            <source>The city has it, photos included, and gave a receipt.</source>
            <translation>La ciudad lo tiene, con las fotos, y dio un recibo.</translation>
        </message>
        <message>
            <source>The city has it, but somebody else changed the same job. A person decides; your work is kept.</source>
            <translation>La ciudad lo tiene, pero otra persona cambió el mismo trabajo. Una persona decide; su trabajo se conserva.</translation>
        </message>
    </context>
    <context>
        <name>History</name>
        <message>
            <source>Started work</source>
            <translation>Empezó el trabajo</translation>
        </message>
        <message>
            <source>Paused work</source>
            <translation>Pausó el trabajo</translation>
        </message>
        <message>
            <source>Closed the job</source>
            <translation>Cerró el trabajo</translation>
        </message>
        <message>
            <source>Changed an answer</source>
            <translation>Cambió una respuesta</translation>
        </message>
        <message>
            <source>Wrote a note</source>
            <translation>Escribió una nota</translation>
        </message>
        <message>
            <source>Added a photo</source>
            <translation>Agregó una foto</translation>
        </message>
        <message>
            <source>Removed a photo</source>
            <translation>Quitó una foto</translation>
        </message>
        <message>
            <source>Ticked the checklist</source>
            <translation>Marcó la lista</translation>
        </message>
        <message>
            <source>Entered working time</source>
            <translation>Anotó tiempo de trabajo</translation>
        </message>
        <message>
            <source>Entered material</source>
            <translation>Anotó material</translation>
        </message>
        <message>
            <source>Proposed a change</source>
            <translation>Propuso un cambio</translation>
        </message>
        <message>
            <source>Corrected the place</source>
            <translation>Corrigió el lugar</translation>
        </message>
        <message>
            <source>Found the job on the street</source>
            <translation>Encontró el trabajo en la calle</translation>
        </message>
        <message>
            <source>Assigned the job</source>
            <translation>Asignó el trabajo</translation>
        </message>
        <message>
            <source>Put the job back in the pool</source>
            <translation>Devolvió el trabajo a los no asignados</translation>
        </message>
        <message>
            <source>Set when the job is due</source>
            <translation>Fijó para cuándo es el trabajo</translation>
        </message>
        <message>
            <source>Set how soon</source>
            <translation>Fijó la urgencia</translation>
        </message>
        <message>
            <source>Cancelled the job</source>
            <translation>Canceló el trabajo</translation>
        </message>
        <message>
            <source>Opened the job again</source>
            <translation>Reabrió el trabajo</translation>
        </message>
        <message>
            <source>Closed the job as a duplicate</source>
            <translation>Cerró el trabajo como duplicado</translation>
        </message>
        <message>
            <source>Decided</source>
            <translation>Decidió</translation>
        </message>
        <message>
            <source>Changed the job</source>
            <translation>Cambió el trabajo</translation>
        </message>
    </context>
    <context>
        <name>HistoryCard</name>
        <message>
            <source>History</source>
            <translation>Historial</translation>
        </message>
        <message>
            <source>Resident</source>
            <translation>Vecino</translation>
        </message>
        <message>
            <source>Reported it</source>
            <translation>Lo reportó</translation>
        </message>
    </context>
    <context>
        <name>Job</name>
        <message numerus="yes">
            <source>%n photo(s)</source>
            <translation>
                <numerusform>%n foto</numerusform>
                <numerusform>%n fotos</numerusform>
            </translation>
        </message>
        <message>
            <source>Not yours any more</source>
            <translation>Ya no es suyo</translation>
        </message>
        <message>
            <source>Closed {time}</source>
            <translation>Cerrado {time}</translation>
        </message>
        <message numerus="yes">
            <source>%n photo(s) from resident</source>
            <translation>
                <numerusform>%n foto del vecino</numerusform>
                <numerusform>%n fotos del vecino</numerusform>
            </translation>
        </message>
        <message>
            <source>Moved</source>
            <translation>Reasignado</translation>
        </message>
        <message>
            <source>Sent back</source>
            <translation>Devuelto</translation>
        </message>
    </context>
    <context>
        <name>JobFinder</name>
        <message>
            <source>All</source>
            <translation>Todas</translation>
        </message>
        <message>
            <source>Which jobs</source>
            <translation>Cuáles trabajos</translation>
        </message>
        <message>
            <source>Jobs</source>
            <translation>Trabajos</translation>
        </message>
        <message>
            <source>All filters are cleared.</source>
            <translation>Se quitaron todos los filtros.</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>Deshacer</translation>
        </message>
        <message>
            <source>Letters</source>
            <translation>Letras</translation>
        </message>
        <message>
            <source>Search at once</source>
            <translation>Buscar al momento</translation>
        </message>
        <message>
            <source>Filter and sort</source>
            <translation>Filtrar y ordenar</translation>
        </message>
        <message>
            <source>Clear all filters</source>
            <translation>Quitar todos los filtros</translation>
        </message>
        <message>
            <source>Sort by the next order</source>
            <translation>Ordenar de otra manera</translation>
        </message>
        <message>
            <source>Saved filters, in their order</source>
            <translation>Filtros guardados, en su orden</translation>
        </message>
        <message>
            <source>Next, previous job</source>
            <translation>Trabajo siguiente, anterior</translation>
        </message>
        <message>
            <source>The filter “{name}” is deleted.</source>
            <translation>Se borró el filtro «{name}».</translation>
        </message>
    </context>
    <context>
        <name>JobMap</name>
        <message>
            <source>See on the map</source>
            <translation>Ver en el mapa</translation>
        </message>
    </context>
    <context>
        <name>JobPanel</name>
        <message>
            <source>There is no photo on the clipboard. Copy one and paste again.</source>
            <translation>No hay foto en el portapapeles. Copie una y pegue otra vez.</translation>
        </message>
        <message>
            <source>Undo close-out</source>
            <translation>Deshacer el cierre</translation>
        </message>
        <message>
            <source>Follow-up job</source>
            <translation>Seguimiento</translation>
        </message>
        <message>
            <source>What this job left to be done (Shift+F3)</source>
            <translation>Lo que este trabajo dejó por hacer (Mayús+F3)</translation>
        </message>
        <message>
            <source>Close out this job</source>
            <translation>Cerrar este trabajo</translation>
        </message>
        <message>
            <source>Write a note</source>
            <translation>Escribir una nota</translation>
        </message>
        <message>
            <source>New job that follows this one</source>
            <translation>Trabajo nuevo que sigue a este</translation>
        </message>
        <message>
            <source>Paste a photo</source>
            <translation>Pegar una foto</translation>
        </message>
        <message>
            <source>You found this job. It is only on this laptop yet.</source>
            <translation>Usted encontró este trabajo. Todavía está solo en esta laptop.</translation>
        </message>
        <message>
            <source>Take it back</source>
            <translation>Retirarlo</translation>
        </message>
        <message>
            <source>OK, seen</source>
            <translation>Entendido</translation>
        </message>
        <message>
            <source>Can’t do this</source>
            <translation>No se puede</translation>
        </message>
        <message>
            <source>Note</source>
            <translation>Nota</translation>
        </message>
        <message>
            <source>Pause</source>
            <translation>Pausar</translation>
        </message>
        <message>
            <source>Start</source>
            <translation>Empezar</translation>
        </message>
        <message>
            <source>Go on closing out</source>
            <translation>Seguir con el cierre</translation>
        </message>
        <message>
            <source>Close out</source>
            <translation>Cerrar</translation>
        </message>
        <message>
            <source>Answer saved on this laptop.</source>
            <translation>Respuesta guardada en esta laptop.</translation>
        </message>
        <message>
            <source>Note saved on this laptop.</source>
            <translation>Nota guardada en esta laptop.</translation>
        </message>
    </context>
    <context>
        <name>Journal</name>
        <message>
            <source>Act {number}: {what}</source>
            <translation>Acción {number}: {what}</translation>
        </message>
        <message>
            <source>what it says is not what was recorded.</source>
            <translation>lo que dice no es lo que se registró.</translation>
        </message>
        <message>
            <source>one or more acts before it were taken out.</source>
            <translation>se quitaron una o más acciones anteriores.</translation>
        </message>
        <message>
            <source>it does not stand where it was recorded.</source>
            <translation>no está donde se registró.</translation>
        </message>
        <message>
            <source>it does not follow the act before it.</source>
            <translation>no sigue a la acción anterior.</translation>
        </message>
        <message>
            <source>the journal begins as another laptop’s.</source>
            <translation>el diario empieza como el de otra laptop.</translation>
        </message>
        <message>
            <source>it counts as taken back, but nobody recorded that.</source>
            <translation>figura como deshecha, pero nadie lo registró.</translation>
        </message>
        <message>
            <source>the city signed for something else.</source>
            <translation>la ciudad firmó otra cosa.</translation>
        </message>
        <message>
            <source>the city signed for acts that are not here any more.</source>
            <translation>la ciudad firmó acciones que ya no están aquí.</translation>
        </message>
        <message>
            <source>a receipt does not carry the city’s signature.</source>
            <translation>un recibo no lleva la firma de la ciudad.</translation>
        </message>
        <message>
            <source>the end is missing.</source>
            <translation>falta el final.</translation>
        </message>
    </context>
    <context>
        <name>KeySheet</name>
        <message>
            <source>Keys of this screen</source>
            <translation>Teclas de esta pantalla</translation>
        </message>
        <message>
            <source>Close the sheet of keys</source>
            <translation>Cerrar la hoja de teclas</translation>
        </message>
        <message>
            <source>Scroll the sheet of keys</source>
            <translation>Desplazar la hoja de teclas</translation>
        </message>
        <message>
            <source>Everywhere</source>
            <translation>En todas partes</translation>
        </message>
    </context>
    <context>
        <name>Line</name>
        <message>
            <source>Sign in again</source>
            <translation>Entre otra vez</translation>
        </message>
        <message>
            <source>Offline</source>
            <translation>Sin conexión</translation>
        </message>
        <message numerus="yes">
            <source>%n need(s) a decision</source>
            <translation>
                <numerusform>%n espera una decisión</numerusform>
                <numerusform>%n esperan una decisión</numerusform>
            </translation>
        </message>
        <message>
            <source>Receiving</source>
            <translation>Recibiendo</translation>
        </message>
        <message>
            <source>Jobs from the city</source>
            <translation>Trabajos de la ciudad</translation>
        </message>
        <message numerus="yes">
            <source>%n change(s) on the way</source>
            <translation>
                <numerusform>%n cambio en camino</numerusform>
                <numerusform>%n cambios en camino</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n photo(s) on the way</source>
            <translation>
                <numerusform>%n foto en camino</numerusform>
                <numerusform>%n fotos en camino</numerusform>
            </translation>
        </message>
        <message>
            <source>Sending</source>
            <translation>Enviando</translation>
        </message>
        <message>
            <source>On this laptop</source>
            <translation>En esta laptop</translation>
        </message>
        <message numerus="yes">
            <source>%n photo(s) wait for Wi-Fi</source>
            <translation>
                <numerusform>%n foto espera el wifi</numerusform>
                <numerusform>%n fotos esperan el wifi</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n photo(s) wait</source>
            <translation>
                <numerusform>%n foto espera</numerusform>
                <numerusform>%n fotos esperan</numerusform>
            </translation>
        </message>
        <message>
            <source>All in the CRM</source>
            <translation>Todo en el CRM</translation>
        </message>
        <message>
            <source>Nothing waits here</source>
            <translation>Aquí no hay nada pendiente</translation>
        </message>
        <message numerus="yes">
            <source>%n change(s) safe on this laptop</source>
            <translation>
                <numerusform>%n cambio seguro en esta laptop</numerusform>
                <numerusform>%n cambios seguros en esta laptop</numerusform>
            </translation>
        </message>
        <message>
            <source>Another person’s work waits here</source>
            <translation>Aquí espera el trabajo de otra persona</translation>
        </message>
        <message>
            <source>Photos wait for Wi-Fi, as you chose. They are safe here; all else goes.</source>
            <translation>Las fotos esperan el wifi, como usted eligió. Están seguras aquí; lo demás se envía.</translation>
        </message>
        <message>
            <source>This laptop’s disk is nearly full: {size} left. All you saved is safe; free some space before you take more photos. (DISK-LOW)</source>
            <translation>El disco de esta laptop está casi lleno: quedan {size}. Todo lo guardado está seguro; libere espacio antes de tomar más fotos. (DISK-LOW)</translation>
        </message>
        <message numerus="yes">
            <source>%n change(s) by {name} are safe on this laptop. They go to the city when {name} signs in again.</source>
            <translation>
                <numerusform>%n cambio de {name} está a salvo en esta laptop. Sale a la ciudad cuando {name} entre otra vez.</numerusform>
                <numerusform>%n cambios de {name} están a salvo en esta laptop. Salen a la ciudad cuando {name} entre otra vez.</numerusform>
            </translation>
        </message>
        <message>
            <source>Last heard {time}</source>
            <translation>Última señal: {time}</translation>
        </message>
    </context>
    <context>
        <name>LockPage</name>
        <message>
            <source>Locked</source>
            <translation>Bloqueada</translation>
        </message>
        <message>
            <source>PIN</source>
            <translation>PIN</translation>
        </message>
        <message>
            <source>Unlock</source>
            <translation>Desbloquear</translation>
        </message>
        <message>
            <source>Forgot it? Sign in online</source>
            <translation>¿Lo olvidó? Entre con conexión</translation>
        </message>
        <message>
            <source>That is not the PIN. All of your work is safe.</source>
            <translation>Ese no es el PIN. Todo su trabajo está seguro.</translation>
        </message>
        <message numerus="yes">
            <source>Not the PIN. Try again in %n second(s); your work is safe.</source>
            <translation>
                <numerusform>No es el PIN. Pruebe de nuevo en %n segundo; su trabajo está seguro.</numerusform>
                <numerusform>No es el PIN. Pruebe de nuevo en %n segundos; su trabajo está seguro.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Locking</name>
        <message>
            <source>The PIN could not be kept, so nothing was changed. Your work is safe. (PIN-DISK)</source>
            <translation>No se pudo guardar el PIN y no se cambió nada. Su trabajo está seguro. (PIN-DISK)</translation>
        </message>
        <message>
            <source>Sign out and in once with a line, then set the PIN. Nothing was changed. (PIN-SIGN-IN)</source>
            <translation>Salga y entre una vez con conexión y ponga luego el PIN. No se cambió nada. (PIN-SIGN-IN)</translation>
        </message>
        <message>
            <source>Your PIN is set. Ctrl+L locks this laptop.</source>
            <translation>Su PIN está puesto. Ctrl+L bloquea esta laptop.</translation>
        </message>
        <message>
            <source>There is no PIN on this laptop any more.</source>
            <translation>Ya no hay PIN en esta laptop.</translation>
        </message>
        <message>
            <source>Everything is in the CRM.</source>
            <translation>Todo está en el CRM.</translation>
        </message>
        <message numerus="yes">
            <source>%n thing(s) safe on this laptop. They go by themselves, also now.</source>
            <translation>
                <numerusform>%n cosa segura en esta laptop. Se envía sola, también ahora.</numerusform>
                <numerusform>%n cosas seguras en esta laptop. Se envían solas, también ahora.</numerusform>
            </translation>
        </message>
        <message>
            <source>Everything you saved is still on this laptop. What was not sent yet goes once you unlock it.</source>
            <translation>Todo lo guardado sigue en esta laptop. Lo que falta por enviar sale cuando la desbloquee.</translation>
        </message>
    </context>
    <context>
        <name>LookAlikes</name>
        <message>
            <source>Is it one of these?</source>
            <translation>¿Es uno de estos?</translation>
        </message>
        <message>
            <source>Nothing like it near by</source>
            <translation>No hay nada igual cerca</translation>
        </message>
        <message>
            <source>Still looking through the jobs on this laptop…</source>
            <translation>Buscando todavía entre los trabajos de esta laptop…</translation>
        </message>
        <message>
            <source>Press it to open that job instead. Your photos and words go with you.</source>
            <translation>Púlselo para abrir ese trabajo. Sus fotos y su texto pasan a él.</translation>
        </message>
        <message>
            <source>Compared by address only, as there is no pin.</source>
            <translation>Comparado solo por dirección, porque no hay marca en el mapa.</translation>
        </message>
        <message>
            <source>No open job of this kind within {distance} on this laptop.</source>
            <translation>En esta laptop no hay trabajos abiertos de este tipo a menos de {distance}.</translation>
        </message>
        <message numerus="yes">
            <source>%n job(s) of this kind have no spot and could be here, too.</source>
            <translation>
                <numerusform>%n trabajo de este tipo no tiene lugar y también podría estar aquí.</numerusform>
                <numerusform>%n trabajos de este tipo no tienen lugar y también podrían estar aquí.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Map</name>
        <message>
            <source>To do</source>
            <translation>Por hacer</translation>
        </message>
        <message>
            <source>Due soon or late</source>
            <translation>Vence pronto o está atrasado</translation>
        </message>
        <message>
            <source>Started</source>
            <translation>Empezado</translation>
        </message>
        <message>
            <source>Done</source>
            <translation>Hecho</translation>
        </message>
        <message>
            <source>Needs a decision</source>
            <translation>Espera una decisión</translation>
        </message>
        <message>
            <source>Stop {number}</source>
            <translation>Parada {number}</translation>
        </message>
        <message>
            <source>The report has no spot.</source>
            <translation>El reporte no tiene un punto.</translation>
        </message>
        <message>
            <source>Its spot is rounded to whole degrees, up to 80 km off.</source>
            <translation>Su punto está redondeado a grados enteros: puede fallar por 80 km.</translation>
        </message>
        <message>
            <source>Its spot is far from all other jobs, so it must be wrong.</source>
            <translation>Su punto está lejos de todos los demás trabajos, así que debe de estar mal.</translation>
        </message>
        <message>
            <source>Its spot is no place on earth.</source>
            <translation>Su punto no es un lugar de la Tierra.</translation>
        </message>
    </context>
    <context>
        <name>MapCard</name>
        <message>
            <source>Close out</source>
            <translation>Cerrar</translation>
        </message>
        <message>
            <source>Open job</source>
            <translation>Abrir trabajo</translation>
        </message>
        <message>
            <source>Directions</source>
            <translation>Cómo llegar</translation>
        </message>
        <message>
            <source>Opens the map program or browser of this laptop</source>
            <translation>Abre el programa de mapas o el navegador de esta laptop</translation>
        </message>
        <message>
            <source>No address in the report</source>
            <translation>El reporte no tiene dirección</translation>
        </message>
        <message>
            <source>Stop {number}</source>
            <translation>Parada {number}</translation>
        </message>
        <message>
            <source>Address copied.</source>
            <translation>Dirección copiada.</translation>
        </message>
    </context>
    <context>
        <name>MapContent</name>
        <message>
            <source>Map of your stops</source>
            <translation>Mapa de sus paradas</translation>
        </message>
        <message>
            <source>They stay on this laptop, and work without a line from then on.</source>
            <translation>Se quedan en esta laptop, y desde entonces sirven sin conexión.</translation>
        </message>
        <message>
            <source>Your jobs are on their way.</source>
            <translation>Sus trabajos están en camino.</translation>
        </message>
        <message>
            <source>New jobs appear here by themselves when there is a line.</source>
            <translation>Los trabajos nuevos aparecen aquí solos cuando hay conexión.</translation>
        </message>
        <message>
            <source>No stops to drive to.</source>
            <translation>No hay paradas adonde ir.</translation>
        </message>
        <message>
            <source>Nearer</source>
            <translation>Acercar</translation>
        </message>
        <message>
            <source>Farther</source>
            <translation>Alejar</translation>
        </message>
        <message>
            <source>Show all stops</source>
            <translation>Ver todas las paradas</translation>
        </message>
    </context>
    <context>
        <name>MapFile</name>
        <message>
            <source>This laptop has no map file, so your stops are shown without streets. All jobs are here; ask for your city’s map file and put it into the folder {folder}.</source>
            <translation>Esta laptop no tiene un archivo de mapa, por eso sus paradas se ven sin calles. Todos los trabajos están aquí; pida el archivo de mapa de su ciudad y póngalo en la carpeta {folder}.</translation>
        </message>
        <message>
            <source>The map file is not where it was, or it cannot be opened, so your stops are shown without streets. All jobs are here; put the file into the folder {folder}.</source>
            <translation>El archivo de mapa no está donde estaba o no se puede abrir, por eso sus paradas se ven sin calles. Todos los trabajos están aquí; ponga el archivo en la carpeta {folder}.</translation>
        </message>
        <message>
            <source>The map file is neither PMTiles nor MBTiles, so your stops are shown without streets. All jobs are here; ask for one of these and put it into the folder {folder}.</source>
            <translation>El archivo de mapa no es PMTiles ni MBTiles, por eso sus paradas se ven sin calles. Todos los trabajos están aquí; pida uno de estos y póngalo en la carpeta {folder}.</translation>
        </message>
        <message>
            <source>The map file is of a PMTiles version that Fieldapp does not read, so your stops are shown without streets. All jobs are here; ask for version 3 and put it into the folder {folder}.</source>
            <translation>El archivo de mapa es de una versión de PMTiles que Fieldapp no lee, por eso sus paradas se ven sin calles. Todos los trabajos están aquí; pida la versión 3 y póngala en la carpeta {folder}.</translation>
        </message>
        <message>
            <source>The tiles in the map file are of a kind that Fieldapp does not draw, so your stops are shown without streets. All jobs are here; ask for vector, PNG, JPEG or WebP tiles and put the file into the folder {folder}.</source>
            <translation>Las teselas del archivo de mapa son de un tipo que Fieldapp no dibuja, por eso sus paradas se ven sin calles. Todos los trabajos están aquí; pida teselas vectoriales, PNG, JPEG o WebP y ponga el archivo en la carpeta {folder}.</translation>
        </message>
        <message>
            <source>The map file is damaged, so parts of the map are missing. All jobs are here and right; copy the file again into the folder {folder}.</source>
            <translation>El archivo de mapa está dañado, por eso faltan partes del mapa. Todos los trabajos están aquí y están bien; copie el archivo otra vez en la carpeta {folder}.</translation>
        </message>
    </context>
    <context>
        <name>MapPage</name>
        <message>
            <source>New job</source>
            <translation>Trabajo nuevo</translation>
        </message>
        <message>
            <source>Work that you found on the street (F3)</source>
            <translation>Trabajo que encontró en la calle (F3)</translation>
        </message>
        <message>
            <source>New job found on the street</source>
            <translation>Trabajo nuevo encontrado en la calle</translation>
        </message>
        <message numerus="yes">
            <source>%n stop(s), emergencies first, then the shortest way</source>
            <translation>
                <numerusform>%n parada, primero las emergencias y luego el camino más corto</numerusform>
                <numerusform>%n paradas, primero las emergencias y luego el camino más corto</numerusform>
            </translation>
        </message>
        <message>
            <source>jobs due later are not shown</source>
            <translation>los trabajos que vencen después no se muestran</translation>
        </message>
        <message>
            <source>{count} not on the map</source>
            <translation>{count} fuera del mapa</translation>
        </message>
        <message>
            <source>Map</source>
            <translation>Mapa</translation>
        </message>
    </context>
    <context>
        <name>MapSide</name>
        <message>
            <source>Nearest next</source>
            <translation>La más cercana</translation>
        </message>
        <message>
            <source>Same kind near by</source>
            <translation>Del mismo tipo, cerca</translation>
        </message>
        <message>
            <source>Not on the map: {count}</source>
            <translation>Fuera del mapa: {count}</translation>
        </message>
        <message numerus="yes">
            <source>%n job(s) on this spot</source>
            <translation>
                <numerusform>%n trabajo en este punto</numerusform>
                <numerusform>%n trabajos en este punto</numerusform>
            </translation>
        </message>
        <message>
            <source>{title}, {distance} from “{basis}”. This laptop does not know where it is.</source>
            <translation>{title}, a {distance} de “{basis}”. Esta laptop no sabe dónde está.</translation>
        </message>
    </context>
    <context>
        <name>MapView</name>
        <message>
            <source>Tab</source>
            <translation>Tab</translation>
        </message>
        <message>
            <source>To the next stop</source>
            <translation>A la parada siguiente</translation>
        </message>
        <message>
            <source>Enter</source>
            <translation>Intro</translation>
        </message>
        <message>
            <source>Open the stop in hand</source>
            <translation>Abrir la parada elegida</translation>
        </message>
        <message>
            <source>Move the map</source>
            <translation>Mover el mapa</translation>
        </message>
        <message>
            <source>Nearer or farther</source>
            <translation>Acercar o alejar</translation>
        </message>
        <message>
            <source>Show all stops</source>
            <translation>Ver todas las paradas</translation>
        </message>
    </context>
    <context>
        <name>NavRail</name>
        <message>
            <source>Navigation</source>
            <translation>Navegación</translation>
        </message>
    </context>
    <context>
        <name>NearBy</name>
        <message>
            <source>Found here</source>
            <translation>Hallado aquí</translation>
        </message>
        <message>
            <source>same address</source>
            <translation>misma dirección</translation>
        </message>
        <message>
            <source>on this spot</source>
            <translation>en este punto</translation>
        </message>
        <message numerus="yes">
            <source>%n more report(s) of the same at this address</source>
            <translation>
                <numerusform>%n reporte más de lo mismo en esta dirección</numerusform>
                <numerusform>%n reportes más de lo mismo en esta dirección</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n more report(s) of the same on this spot</source>
            <translation>
                <numerusform>%n reporte más de lo mismo en este punto</numerusform>
                <numerusform>%n reportes más de lo mismo en este punto</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n more report(s) of the same within {distance}</source>
            <translation>
                <numerusform>%n reporte más de lo mismo a menos de {distance}</numerusform>
                <numerusform>%n reportes más de lo mismo a menos de {distance}</numerusform>
            </translation>
        </message>
        <message>
            <source>Closed. It is safe on this laptop.</source>
            <translation>Cerrado. Está seguro en esta laptop.</translation>
        </message>
        <message numerus="yes">
            <source>%n job(s) closed. All safe on this laptop.</source>
            <translation>
                <numerusform>%n trabajo cerrado. Está seguro en esta laptop.</numerusform>
                <numerusform>%n trabajos cerrados. Todos seguros en esta laptop.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n job(s) could not be taken back: the CRM may have them already. They stay closed.</source>
            <translation>
                <numerusform>%n trabajo no se pudo retirar: puede que el CRM ya lo tenga. Sigue cerrado.</numerusform>
                <numerusform>%n trabajos no se pudieron retirar: puede que el CRM ya los tenga. Siguen cerrados.</numerusform>
            </translation>
        </message>
        <message>
            <source>One fix with {number}</source>
            <translation>Un arreglo con {number}</translation>
        </message>
        <message numerus="yes">
            <source>one fix for %n jobs</source>
            <translation>
                <numerusform>un arreglo para %n trabajo</numerusform>
                <numerusform>un arreglo para %n trabajos</numerusform>
            </translation>
        </message>
        <message>
            <source>Your words are with this job now, as a note.</source>
            <translation>Su texto está ahora en este trabajo, como nota.</translation>
        </message>
        <message numerus="yes">
            <source>Your %n photo(s) are with this job now.</source>
            <translation>
                <numerusform>Su foto está ahora en este trabajo.</numerusform>
                <numerusform>Sus %n fotos están ahora en este trabajo.</numerusform>
            </translation>
        </message>
        <message>
            <source>The job is saved. Not all photos are with it yet; they are kept, and tried again at the next start.</source>
            <translation>El trabajo está guardado. Aún no tiene todas las fotos; se conservan y se intenta de nuevo en el próximo inicio.</translation>
        </message>
        <message numerus="yes">
            <source>Fieldapp had stopped while it closed jobs together. %n job(s) are closed now.</source>
            <translation>
                <numerusform>Fieldapp se detuvo mientras cerraba trabajos juntos. Ahora %n trabajo está cerrado.</numerusform>
                <numerusform>Fieldapp se detuvo mientras cerraba trabajos juntos. Ahora %n trabajos están cerrados.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>NewJobPage</name>
        <message>
            <source>What is it?</source>
            <translation>¿Qué es?</translation>
        </message>
        <message>
            <source>Throw away</source>
            <translation>Descartar</translation>
        </message>
        <message>
            <source>Save for later</source>
            <translation>Guardar para después</translation>
        </message>
        <message>
            <source>Save job</source>
            <translation>Guardar trabajo</translation>
        </message>
        <message>
            <source>Ctrl+Enter</source>
            <translation>Ctrl+Enter</translation>
        </message>
        <message>
            <source>You have begun another new job: save it or throw it away first.</source>
            <translation>Ya empezó otro trabajo nuevo: guárdelo o descártelo primero.</translation>
        </message>
        <message>
            <source>After {title}, {number}</source>
            <translation>Después de {title}, {number}</translation>
        </message>
        <message>
            <source>Follow-up job</source>
            <translation>Trabajo de seguimiento</translation>
        </message>
        <message>
            <source>New job</source>
            <translation>Trabajo nuevo</translation>
        </message>
        <message>
            <source>Found on the street</source>
            <translation>Encontrado en la calle</translation>
        </message>
        <message>
            <source>There is no photo on the clipboard. Copy one and paste again.</source>
            <translation>No hay foto en el portapapeles. Copie una y pegue otra vez.</translation>
        </message>
        <message>
            <source>Choose a photo</source>
            <translation>Elegir una foto</translation>
        </message>
        <message>
            <source>Choose what it is</source>
            <translation>Elegir qué es</translation>
        </message>
        <message>
            <source>Paste a photo</source>
            <translation>Pegar una foto</translation>
        </message>
        <message>
            <source>Back; what you filled in is kept</source>
            <translation>Volver; lo que llenó se conserva</translation>
        </message>
        <message>
            <source>Choose what it is.</source>
            <translation>Elija qué es.</translation>
        </message>
        <message>
            <source>One tap, or its number: 1 is the first.</source>
            <translation>Un toque, o su número: 1 es el primero.</translation>
        </message>
        <message>
            <source>Say where: an address, or a pin.</source>
            <translation>Diga dónde: una dirección o una marca en el mapa.</translation>
        </message>
        <message>
            <source>A photo that knows its place will do, too. Everything else is kept.</source>
            <translation>También sirve una foto que sepa su lugar. Todo lo demás se conserva.</translation>
        </message>
        <message>
            <source>Saved as soon as the photos are kept…</source>
            <translation>Se guarda en cuanto estén las fotos…</translation>
        </message>
        <message>
            <source>Everything here is kept on this laptop.</source>
            <translation>Todo esto se conserva en esta laptop.</translation>
        </message>
        <message>
            <source>The job is yours at once, and goes to the city as soon as there is a line.</source>
            <translation>El trabajo es suyo enseguida y va a la ciudad en cuanto haya conexión.</translation>
        </message>
        <message>
            <source>Thrown away.</source>
            <translation>Descartado.</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>Deshacer</translation>
        </message>
        <message numerus="yes">
            <source>New job and %n photo(s) saved on this laptop.</source>
            <translation>
                <numerusform>Trabajo nuevo y su foto guardados en esta laptop.</numerusform>
                <numerusform>Trabajo nuevo y %n fotos guardados en esta laptop.</numerusform>
            </translation>
        </message>
        <message>
            <source>New job saved on this laptop.</source>
            <translation>Trabajo nuevo guardado en esta laptop.</translation>
        </message>
    </context>
    <context>
        <name>Note</name>
        <message>
            <source>photo: {role}</source>
            <translation>foto: {role}</translation>
        </message>
        <message>
            <source>{head} · came after the job had moved on</source>
            <translation>{head} · llegó cuando el trabajo ya era de otros</translation>
        </message>
    </context>
    <context>
        <name>NoteBox</name>
        <message>
            <source>Hold to dictate</source>
            <translation>Mantenga para dictar</translation>
        </message>
    </context>
    <context>
        <name>NoteLine</name>
        <message>
            <source>Note</source>
            <translation>Nota</translation>
        </message>
        <message>
            <source>Note for the office</source>
            <translation>Nota para la oficina</translation>
        </message>
        <message>
            <source>Save note</source>
            <translation>Guardar nota</translation>
        </message>
        <message>
            <source>Ctrl+Enter</source>
            <translation>Ctrl+Enter</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Cancelar</translation>
        </message>
    </context>
    <context>
        <name>NotesCard</name>
        <message>
            <source>Notes</source>
            <translation>Notas</translation>
        </message>
    </context>
    <context>
        <name>NothingFound</name>
        <message>
            <source>They stay on this laptop, and work without a line from then on.</source>
            <translation>Se quedan en esta laptop, y desde entonces sirven sin conexión.</translation>
        </message>
        <message>
            <source>Your jobs are on their way.</source>
            <translation>Sus trabajos están en camino.</translation>
        </message>
        <message>
            <source>Nothing is closed yet today.</source>
            <translation>Hoy aún no se ha cerrado nada.</translation>
        </message>
        <message>
            <source>New jobs appear here by themselves when there is a line.</source>
            <translation>Los trabajos nuevos aparecen aquí solos cuando hay conexión.</translation>
        </message>
        <message>
            <source>No jobs to do.</source>
            <translation>No hay trabajos por hacer.</translation>
        </message>
        <message>
            <source>No job has all of this.</source>
            <translation>Ningún trabajo cumple todo esto.</translation>
        </message>
        <message>
            <source>No job matches “{text}”.</source>
            <translation>Ningún trabajo coincide con «{text}».</translation>
        </message>
        <message numerus="yes">
            <source>Under “All”: %n job(s).</source>
            <translation>
                <numerusform>En «Todos»: %n trabajo.</numerusform>
                <numerusform>En «Todos»: %n trabajos.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Without {filter}: %n job(s).</source>
            <translation>
                <numerusform>Sin {filter}: %n trabajo.</numerusform>
                <numerusform>Sin {filter}: %n trabajos.</numerusform>
            </translation>
        </message>
        <message>
            <source>To take one of them away is not enough.</source>
            <translation>No basta con quitar uno de ellos.</translation>
        </message>
        <message>
            <source>Search looks at number, title, address and the resident’s words.</source>
            <translation>Se busca en número, título, dirección y las palabras del vecino.</translation>
        </message>
        <message>
            <source>Look under “All”</source>
            <translation>Buscar en «Todos»</translation>
        </message>
        <message>
            <source>Take away {filter}</source>
            <translation>Quitar {filter}</translation>
        </message>
        <message>
            <source>Clear the search</source>
            <translation>Borrar la búsqueda</translation>
        </message>
        <message>
            <source>Clear all</source>
            <translation>Quitar todo</translation>
        </message>
    </context>
    <context>
        <name>Opening</name>
        <message>
            <source>The key to this laptop’s data is missing. The data is still here; call City IT.</source>
            <translation>Falta la llave de los datos de esta laptop. Los datos siguen aquí; llame a Informática.</translation>
        </message>
        <message>
            <source>The key to this laptop’s data is damaged. The data is still here; call City IT.</source>
            <translation>La llave de los datos de esta laptop está dañada. Los datos siguen aquí; llame a Informática.</translation>
        </message>
        <message>
            <source>The key file cannot be used. Nothing was changed; check its path and rights.</source>
            <translation>El archivo de la llave no se puede usar. Nada cambió; revise su ruta y permisos.</translation>
        </message>
        <message>
            <source>This machine’s keyring is locked or missing, so the app cannot open its data. Unlock it, or start with --key-file FILE.</source>
            <translation>El llavero de esta computadora está cerrado o falta, por eso la aplicación no puede abrir sus datos. Ábralo, o inicie con --key-file ARCHIVO.</translation>
        </message>
        <message>
            <source>The work on this laptop is locked with another key, so it could not be opened. Nothing was changed; sign in to the system as the person who set up this laptop, or call support.</source>
            <translation>El trabajo de esta laptop está cerrado con otra llave, por eso no se pudo abrir. Nada cambió; entre al sistema como quien preparó esta laptop o llame a soporte.</translation>
        </message>
        <message>
            <source>Fieldapp is already open on this laptop. Your work is safe; go on in the window that is open.</source>
            <translation>Fieldapp ya está abierto en esta laptop. Su trabajo está seguro; siga en la ventana abierta.</translation>
        </message>
        <message>
            <source>The work on this laptop was saved by a newer Fieldapp, so this one did not open it. Nothing was changed; install the newer version.</source>
            <translation>El trabajo de esta laptop lo guardó un Fieldapp más nuevo, por eso este no lo abrió. Nada cambió; instale la versión nueva.</translation>
        </message>
        <message>
            <source>The folder with the work on this laptop cannot be read or written, so it was not opened. Nothing was changed; check the folder’s permissions or call support.</source>
            <translation>La carpeta con el trabajo de esta laptop no se puede leer o escribir, por eso no se abrió. Nada cambió; revise los permisos de la carpeta o llame a soporte.</translation>
        </message>
        <message>
            <source>The city has locked this laptop. Your work is being sealed…</source>
            <translation>La ciudad ha bloqueado esta laptop. Se está sellando su trabajo…</translation>
        </message>
        <message>
            <source>All that was done here had reached the city.</source>
            <translation>Todo lo hecho aquí había llegado a la ciudad.</translation>
        </message>
        <message>
            <source>{changes} unsent changes and {photos} photos are sealed on it. Nothing is lost.</source>
            <translation>{changes} cambios y {photos} fotos sin enviar están sellados en ella. No se pierde nada.</translation>
        </message>
        <message>
            <source>Bring the laptop to City IT.</source>
            <translation>Lleve la laptop a informática de la ciudad.</translation>
        </message>
        <message>
            <source>The city has locked this laptop. (device-revoked)</source>
            <translation>La ciudad ha bloqueado esta laptop. (device-revoked)</translation>
        </message>
    </context>
    <context>
        <name>OthersCard</name>
        <message>
            <source>Closed with this job</source>
            <translation>Se cierran con este trabajo</translation>
        </message>
        <message>
            <source>Tick what this fix settles: the same photos and answers close it, too. Your time is counted once. Should one be another crew’s by now, a person decides about that one.</source>
            <translation>Marque lo que este arreglo resuelve: las mismas fotos y respuestas también lo cierran. Su tiempo se cuenta una vez. Si alguno ya es de otra cuadrilla, una persona decide sobre ese.</translation>
        </message>
    </context>
    <context>
        <name>OthersWork</name>
        <message>
            <source>Send it without them…</source>
            <translation>Enviarlo sin esa persona…</translation>
        </message>
        <message>
            <source>Leave it here</source>
            <translation>Dejarlo aquí</translation>
        </message>
        <message>
            <source>Send it in their name</source>
            <translation>Enviarlo en su nombre</translation>
        </message>
        <message numerus="yes">
            <source>Send %n change(s) without their author?</source>
            <translation>
                <numerusform>¿Enviar %n cambio sin su autor?</numerusform>
                <numerusform>¿Enviar %n cambios sin su autor?</numerusform>
            </translation>
        </message>
        <message>
            <source>Do this only if they do not come back to this laptop. It stays their work, under their name; the city holds it until a supervisor releases it.</source>
            <translation>Hágalo solo si esa persona no vuelve a esta laptop. Sigue siendo su trabajo, con su nombre; la ciudad lo retiene hasta que alguien de supervisión lo libere.</translation>
        </message>
        <message numerus="yes">
            <source>%n change(s) by somebody else wait here</source>
            <translation>
                <numerusform>%n cambio de otra persona espera aquí</numerusform>
                <numerusform>%n cambios de otra persona esperan aquí</numerusform>
            </translation>
        </message>
        <message>
            <source>All of it is safe, and goes by itself when its author signs in here.</source>
            <translation>Todo está a salvo y sale solo cuando su autor entre en esta laptop.</translation>
        </message>
    </context>
    <context>
        <name>Outbox</name>
        <message>
            <source>{title}: {done}</source>
            <translation>{title}: {done}</translation>
        </message>
        <message numerus="yes">
            <source>%n photo(s)</source>
            <translation>
                <numerusform>%n foto</numerusform>
                <numerusform>%n fotos</numerusform>
            </translation>
        </message>
        <message>
            <source>{stored} of {total} photos in the CRM</source>
            <translation>{stored} de {total} fotos en el CRM</translation>
        </message>
        <message>
            <source>Receipt {number} · {time}</source>
            <translation>Recibo {number} · {time}</translation>
        </message>
    </context>
    <context>
        <name>OutcomeCard</name>
        <message>
            <source>What happened?</source>
            <translation>¿Qué pasó?</translation>
        </message>
        <message>
            <source>Why can’t it be done?</source>
            <translation>¿Por qué no se puede hacer?</translation>
        </message>
    </context>
    <context>
        <name>Paper</name>
        <message numerus="yes">
            <source>%n job(s)</source>
            <translation>
                <numerusform>%n trabajo</numerusform>
                <numerusform>%n trabajos</numerusform>
            </translation>
        </message>
        <message>
            <source>No jobs to do.</source>
            <translation>No hay trabajos por hacer.</translation>
        </message>
        <message>
            <source>Printed {time} · page {page} of {pages}</source>
            <translation>Impreso {time} · página {page} de {pages}</translation>
        </message>
        <message>
            <source>No address in the report</source>
            <translation>El reporte no tiene dirección</translation>
        </message>
        <message>
            <source>Sent back: {reason}</source>
            <translation>Devuelto: {reason}</translation>
        </message>
        <message>
            <source>{number} · printed {time} · page {page} of {pages}</source>
            <translation>{number} · impreso {time} · página {page} de {pages}</translation>
        </message>
        <message>
            <source>Exact spot: {lat}, {long}</source>
            <translation>Punto exacto: {lat}, {long}</translation>
        </message>
        <message>
            <source>What was reported</source>
            <translation>Qué se reportó</translation>
        </message>
        <message>
            <source>The resident speaks {language}</source>
            <translation>El vecino habla {language}</translation>
        </message>
        <message>
            <source>Photos</source>
            <translation>Fotos</translation>
        </message>
        <message numerus="yes">
            <source>And %n more in the app</source>
            <translation>
                <numerusform>Y %n más en la aplicación</numerusform>
                <numerusform>Y %n más en la aplicación</numerusform>
            </translation>
        </message>
        <message>
            <source>Before you start</source>
            <translation>Antes de empezar</translation>
        </message>
        <message>
            <source>Answers</source>
            <translation>Respuestas</translation>
        </message>
        <message>
            <source>Notes</source>
            <translation>Notas</translation>
        </message>
        <message>
            <source>What happened</source>
            <translation>Qué pasó</translation>
        </message>
        <message>
            <source>Started</source>
            <translation>Empezado</translation>
        </message>
        <message>
            <source>Finished</source>
            <translation>Terminado</translation>
        </message>
        <message>
            <source>Notes by hand</source>
            <translation>Notas a mano</translation>
        </message>
        <message>
            <source>Not on this laptop yet</source>
            <translation>Aún no está en esta laptop</translation>
        </message>
        <message>
            <source>This photo does not open</source>
            <translation>Esta foto no se abre</translation>
        </message>
    </context>
    <context>
        <name>Part</name>
        <message>
            <source>Crew</source>
            <translation>Cuadrilla</translation>
        </message>
        <message>
            <source>How soon</source>
            <translation>Urgencia</translation>
        </message>
        <message>
            <source>Due</source>
            <translation>Para cuándo</translation>
        </message>
        <message>
            <source>Kind of job</source>
            <translation>Tipo de trabajo</translation>
        </message>
        <message>
            <source>Address</source>
            <translation>Dirección</translation>
        </message>
        <message>
            <source>Spot on the map</source>
            <translation>Punto en el mapa</translation>
        </message>
        <message>
            <source>Status</source>
            <translation>Estado</translation>
        </message>
    </context>
    <context>
        <name>Photo</name>
        <message>
            <source>a video</source>
            <translation>un video</translation>
        </message>
        <message>
            <source>not known</source>
            <translation>desconocida</translation>
        </message>
        <message>
            <source>Taken {where}, {when}.</source>
            <translation>Tomada {where}, {when}.</translation>
        </message>
        <message>
            <source>Taken {where}. The photo does not say when.</source>
            <translation>Tomada {where}. La foto no dice cuándo.</translation>
        </message>
        <message>
            <source>Taken {when}.</source>
            <translation>Tomada {when}.</translation>
        </message>
        <message>
            <source>Taken {when}. The photo does not say where.</source>
            <translation>Tomada {when}. La foto no dice dónde.</translation>
        </message>
        <message>
            <source>The photo does not say where or when it was taken.</source>
            <translation>La foto no dice dónde ni cuándo se tomó.</translation>
        </message>
        <message>
            <source>SD card</source>
            <translation>Tarjeta SD</translation>
        </message>
        <message>
            <source>Photo folder</source>
            <translation>Carpeta de fotos</translation>
        </message>
        <message>
            <source>This photo looks blurred. Better take it again before you leave.</source>
            <translation>Esta foto se ve borrosa. Mejor repítala antes de irse.</translation>
        </message>
        <message>
            <source>This photo looks too dark. Better take it again with more light.</source>
            <translation>Esta foto se ve demasiado oscura. Mejor repítala con más luz.</translation>
        </message>
        <message>
            <source>Much of this photo is plain white. Better take it again with the sun behind you.</source>
            <translation>Gran parte de esta foto es blanca. Mejor repítala con el sol a la espalda.</translation>
        </message>
        <message>
            <source>{count} km from the address</source>
            <translation>a {count} km de la dirección</translation>
        </message>
        <message>
            <source>{count} m from the address</source>
            <translation>a {count} m de la dirección</translation>
        </message>
        <message>
            <source>{time} before you started</source>
            <translation>{time} antes de empezar</translation>
        </message>
        <message>
            <source>{time} after you started</source>
            <translation>{time} después de empezar</translation>
        </message>
        <message>
            <source>This file is empty, so no photo was added. The job is unchanged; choose another photo.</source>
            <translation>Este archivo está vacío, por eso no se agregó ninguna foto. El trabajo no cambió; elija otra foto.</translation>
        </message>
        <message>
            <source>This photo is damaged or was not copied completely, so it was not added. The job is unchanged; copy it again or take a new one.</source>
            <translation>Esta foto está dañada o no se copió completa, por eso no se agregó. El trabajo no cambió; cópiela otra vez o tome una nueva.</translation>
        </message>
        <message>
            <source>This photo is too large ({size}, the limit is {limit}), so it was not added. The job is unchanged; choose a smaller one.</source>
            <translation>Esta foto es demasiado grande ({size}, el límite es {limit}), por eso no se agregó. El trabajo no cambió; elija una más pequeña.</translation>
        </message>
        <message>
            <source>This file is not a JPEG, PNG, WebP or HEIC photo (its kind: {kind}), so it was not added. The job is unchanged; choose a photo.</source>
            <translation>Este archivo no es una foto JPEG, PNG, WebP o HEIC (su clase: {kind}), por eso no se agregó. El trabajo no cambió; elija una foto.</translation>
        </message>
        <message>
            <source>This file could not be read, so no photo was added. The job is unchanged; check that the file is still there and try again.</source>
            <translation>Este archivo no se pudo leer, por eso no se agregó ninguna foto. El trabajo no cambió; revise que el archivo siga ahí y pruebe otra vez.</translation>
        </message>
        <message>
            <source>The disk of this laptop is full, so the photo was not added. The job and all earlier photos are unchanged; free some space and add it again.</source>
            <translation>El disco de esta laptop está lleno, por eso la foto no se agregó. El trabajo y las fotos anteriores no cambiaron; libere espacio y agréguela otra vez.</translation>
        </message>
        <message>
            <source>This laptop could not write the photo to its disk, so it was not added. The job and all earlier photos are unchanged; add it again or tell support the code.</source>
            <translation>Esta laptop no pudo escribir la foto en su disco, por eso no se agregó. El trabajo y las fotos anteriores no cambiaron; agréguela otra vez o dé el código a soporte.</translation>
        </message>
        <message>
            <source>A photo on this laptop was damaged after it was saved and cannot be opened. The job is unchanged and the damaged file is kept; take the photo again and tell support the code.</source>
            <translation>Una foto de esta laptop se dañó después de guardarse y no se puede abrir. El trabajo no cambió y el archivo dañado se conserva; tome la foto otra vez y dé el código a soporte.</translation>
        </message>
        <message>
            <source>A saved photo is missing on this laptop. The job is unchanged; take the photo again and tell support the code.</source>
            <translation>Falta una foto guardada en esta laptop. El trabajo no cambió; tome la foto otra vez y dé el código a soporte.</translation>
        </message>
    </context>
    <context>
        <name>PhotoAdding</name>
        <message>
            <source>Photos from phone, SD card or disk</source>
            <translation>Fotos del teléfono, tarjeta SD o disco</translation>
        </message>
        <message>
            <source>Photos ({kinds})</source>
            <translation>Fotos ({kinds})</translation>
        </message>
        <message>
            <source>The photo that takes this one’s place</source>
            <translation>La foto que ocupa el lugar de esta</translation>
        </message>
        <message>
            <source>The job has this photo already.</source>
            <translation>El trabajo ya tiene esta foto.</translation>
        </message>
    </context>
    <context>
        <name>PhotoCanvas</name>
        <message>
            <source>Photo to draw on</source>
            <translation>Foto para marcar</translation>
        </message>
        <message numerus="yes">
            <source>%n mark(s)</source>
            <translation>
                <numerusform>%n marca</numerusform>
                <numerusform>%n marcas</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>PhotoCaption</name>
        <message>
            <source>Add a caption</source>
            <translation>Agregar un pie de foto</translation>
        </message>
        <message>
            <source>Caption of this photo</source>
            <translation>Pie de esta foto</translation>
        </message>
        <message>
            <source>Caption kept.</source>
            <translation>Pie de foto guardado.</translation>
        </message>
    </context>
    <context>
        <name>PhotoChooserPage</name>
        <message>
            <source>Photos to choose from</source>
            <translation>Fotos para elegir</translation>
        </message>
        <message>
            <source>What they show</source>
            <translation>Qué muestran</translation>
        </message>
        <message>
            <source>Where the photos are</source>
            <translation>Dónde están las fotos</translation>
        </message>
        <message>
            <source>Other folder</source>
            <translation>Otra carpeta</translation>
        </message>
        <message>
            <source>Camera</source>
            <translation>Cámara</translation>
        </message>
        <message>
            <source>Watch a folder</source>
            <translation>Vigilar una carpeta</translation>
        </message>
        <message>
            <source>Blur first</source>
            <translation>Difuminar antes</translation>
        </message>
        <message>
            <source>Draw on this photo before it is added: only the new one gets into the job</source>
            <translation>Marcar esta foto antes de agregarla: solo la nueva llega al trabajo</translation>
        </message>
        <message>
            <source>Adding photos</source>
            <translation>Agregando fotos</translation>
        </message>
        <message>
            <source>Stop</source>
            <translation>Detener</translation>
        </message>
        <message>
            <source>Take photos with this laptop’s camera</source>
            <translation>Tomar fotos con la cámara de esta laptop</translation>
        </message>
        <message>
            <source>Draw on this photo before it is added</source>
            <translation>Marcar esta foto antes de agregarla</translation>
        </message>
        <message>
            <source>Add the chosen photos</source>
            <translation>Agregar las fotos elegidas</translation>
        </message>
        <message>
            <source>Choose a photo, or not</source>
            <translation>Elegir una foto, o no</translation>
        </message>
        <message>
            <source>Choose all photos, or none</source>
            <translation>Elegir todas las fotos, o ninguna</translation>
        </message>
        <message>
            <source>Stop watching</source>
            <translation>Dejar de vigilar</translation>
        </message>
        <message>
            <source>New photos that a phone puts there are offered here</source>
            <translation>Las fotos nuevas que un teléfono deja allí se ofrecen aquí</translation>
        </message>
        <message>
            <source>Phone or SD card</source>
            <translation>Teléfono o tarjeta SD</translation>
        </message>
        <message>
            <source>Photos from {name}</source>
            <translation>Fotos de {name}</translation>
        </message>
        <message>
            <source>Choose a job</source>
            <translation>Elegir un trabajo</translation>
        </message>
        <message>
            <source>There are no photos in it.</source>
            <translation>No hay fotos en ella.</translation>
        </message>
        <message>
            <source>Put the SD card in, or connect the phone and allow it to share its photos. They show here by themselves. A phone that Windows lists without a drive letter needs a folder.</source>
            <translation>Ponga la tarjeta SD o conecte el teléfono y permítale compartir sus fotos. Aparecen aquí solas. Un teléfono que Windows muestra sin letra de unidad necesita una carpeta.</translation>
        </message>
        <message>
            <source>No phone or SD card is connected.</source>
            <translation>No hay teléfono ni tarjeta SD conectados.</translation>
        </message>
        <message>
            <source>Already added</source>
            <translation>Ya agregada</translation>
        </message>
        <message>
            <source>Where a phone puts its photos</source>
            <translation>Dónde deja las fotos un teléfono</translation>
        </message>
        <message>
            <source>Choose none</source>
            <translation>Quitar todas</translation>
        </message>
        <message>
            <source>Choose all</source>
            <translation>Elegir todas</translation>
        </message>
        <message numerus="yes">
            <source>Add %n photo(s)</source>
            <translation>
                <numerusform>Agregar %n foto</numerusform>
                <numerusform>Agregar %n fotos</numerusform>
            </translation>
        </message>
        <message>
            <source>Add</source>
            <translation>Agregar</translation>
        </message>
        <message>
            <source>{done} of {total} added</source>
            <translation>{done} de {total} agregadas</translation>
        </message>
        <message>
            <source>You can go on working; they are added by themselves.</source>
            <translation>Puede seguir trabajando; se agregan solas.</translation>
        </message>
        <message numerus="yes">
            <source>%n photo(s) chosen</source>
            <translation>
                <numerusform>%n foto elegida</numerusform>
                <numerusform>%n fotos elegidas</numerusform>
            </translation>
        </message>
        <message>
            <source>Tap the photos that belong here.</source>
            <translation>Toque las fotos que van aquí.</translation>
        </message>
        <message numerus="yes">
            <source>%n photo(s) added.</source>
            <translation>
                <numerusform>%n foto agregada.</numerusform>
                <numerusform>%n fotos agregadas.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n were in the job already.</source>
            <translation>
                <numerusform>%n ya estaba en el trabajo.</numerusform>
                <numerusform>%n ya estaban en el trabajo.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n could not be added.</source>
            <translation>
                <numerusform>%n no se pudo agregar.</numerusform>
                <numerusform>%n no se pudieron agregar.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>And %n more.</source>
            <translation>
                <numerusform>Y %n más.</numerusform>
                <numerusform>Y %n más.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>PhotoEditorPage</name>
        <message>
            <source>Red</source>
            <translation>Rojo</translation>
        </message>
        <message>
            <source>Yellow</source>
            <translation>Amarillo</translation>
        </message>
        <message>
            <source>Blue</source>
            <translation>Azul</translation>
        </message>
        <message>
            <source>White</source>
            <translation>Blanco</translation>
        </message>
        <message>
            <source>Color</source>
            <translation>Color</translation>
        </message>
        <message>
            <source>Words on the photo</source>
            <translation>Texto en la foto</translation>
        </message>
        <message>
            <source>Leave as it was</source>
            <translation>Dejarla como estaba</translation>
        </message>
        <message>
            <source>Save photo</source>
            <translation>Guardar foto</translation>
        </message>
        <message>
            <source>Ctrl+Enter</source>
            <translation>Ctrl+Enter</translation>
        </message>
        <message>
            <source>{role} photo · {title}</source>
            <translation>Foto: {role} · {title}</translation>
        </message>
        <message>
            <source>Move</source>
            <translation>Mover</translation>
        </message>
        <message>
            <source>Arrow</source>
            <translation>Flecha</translation>
        </message>
        <message>
            <source>Circle</source>
            <translation>Círculo</translation>
        </message>
        <message>
            <source>Box</source>
            <translation>Cuadro</translation>
        </message>
        <message>
            <source>Words</source>
            <translation>Texto</translation>
        </message>
        <message>
            <source>Blur</source>
            <translation>Difuminar</translation>
        </message>
        <message>
            <source>Key {number}</source>
            <translation>Tecla {number}</translation>
        </message>
        <message>
            <source>Choose a tool</source>
            <translation>Elegir una herramienta</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>Deshacer</translation>
        </message>
        <message>
            <source>Redo</source>
            <translation>Rehacer</translation>
        </message>
        <message>
            <source>Delete this mark</source>
            <translation>Quitar esta marca</translation>
        </message>
        <message>
            <source>Closer</source>
            <translation>Acercar</translation>
        </message>
        <message>
            <source>Farther</source>
            <translation>Alejar</translation>
        </message>
        <message>
            <source>Whole photo</source>
            <translation>Foto entera</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>Guardar</translation>
        </message>
        <message>
            <source>Next color</source>
            <translation>Siguiente color</translation>
        </message>
        <message>
            <source>Draw with a finger, or: arrow keys move, Enter sets one end and then the other. C: color.</source>
            <translation>Dibuje con el dedo, o: las flechas mueven, Intro fija un extremo y luego el otro. C: color.</translation>
        </message>
        <message>
            <source>Tap a mark and drag it. Keys: Enter takes the next mark, arrows move it, Delete removes it.</source>
            <translation>Toque una marca y arrástrela. Teclas: Intro toma la siguiente, las flechas la mueven, Supr la quita.</translation>
        </message>
        <message>
            <source>Tap where the words go, or move there with the arrow keys and press Enter.</source>
            <translation>Toque donde va el texto, o vaya allí con las flechas y pulse Intro.</translation>
        </message>
        <message>
            <source>Draw over faces and plates. Nothing of what is below stays in the saved photo.</source>
            <translation>Dibuje sobre caras y placas. En la foto guardada no queda nada de lo que hay debajo.</translation>
        </message>
        <message>
            <source>Only the photo with your marks is added to the job. The one as it was stays where it is.</source>
            <translation>Solo se agrega al trabajo la foto con sus marcas. La de antes se queda donde está.</translation>
        </message>
        <message>
            <source>The city already has the photo as it was, and that cannot be unsent. The new one takes its place in the job; ask the office to delete the old one.</source>
            <translation>La ciudad ya tiene la foto como estaba y eso no se puede deshacer. La nueva ocupa su lugar en el trabajo; pida a la oficina que borre la antigua.</translation>
        </message>
        <message>
            <source>The new photo takes this one’s place in the job. The one as it was is shown to nobody there any more; its file still goes to the city’s archive.</source>
            <translation>La foto nueva ocupa el lugar de esta en el trabajo. La de antes ya no se muestra a nadie allí; su archivo aún va al archivo de la ciudad.</translation>
        </message>
        <message>
            <source>The new photo is safe on this laptop.</source>
            <translation>La foto nueva está a salvo en esta laptop.</translation>
        </message>
    </context>
    <context>
        <name>PhotoRole</name>
        <message>
            <source>Resident</source>
            <translation>Vecino</translation>
        </message>
        <message>
            <source>Before</source>
            <translation>Antes</translation>
        </message>
        <message>
            <source>During</source>
            <translation>Durante</translation>
        </message>
        <message>
            <source>After</source>
            <translation>Después</translation>
        </message>
        <message>
            <source>Signature</source>
            <translation>Firma</translation>
        </message>
    </context>
    <context>
        <name>PhotoStrip</name>
        <message>
            <source>Photos</source>
            <translation>Fotos</translation>
        </message>
    </context>
    <context>
        <name>PhotoView</name>
        <message>
            <source>Photo</source>
            <translation>Foto</translation>
        </message>
    </context>
    <context>
        <name>PhotosCard</name>
        <message>
            <source>Photos</source>
            <translation>Fotos</translation>
        </message>
        <message>
            <source>Before / after</source>
            <translation>Antes / después</translation>
        </message>
        <message>
            <source>Add before</source>
            <translation>Foto de antes</translation>
        </message>
        <message>
            <source>Blur / arrow</source>
            <translation>Difuminar / flecha</translation>
        </message>
        <message numerus="yes">
            <source>%n from resident</source>
            <translation>
                <numerusform>%n del vecino</numerusform>
                <numerusform>%n del vecino</numerusform>
            </translation>
        </message>
        <message>
            <source>The photo is being fetched.</source>
            <translation>Se está trayendo la foto.</translation>
        </message>
    </context>
    <context>
        <name>PhotosPage</name>
        <message>
            <source>All</source>
            <translation>Todas</translation>
        </message>
        <message>
            <source>Taken here</source>
            <translation>Tomadas aquí</translation>
        </message>
        <message>
            <source>Not in the CRM yet</source>
            <translation>Aún no en el CRM</translation>
        </message>
        <message>
            <source>Which photos</source>
            <translation>Cuáles fotos</translation>
        </message>
        <message>
            <source>All roles</source>
            <translation>Todas</translation>
        </message>
        <message>
            <source>What they show</source>
            <translation>Qué muestran</translation>
        </message>
        <message>
            <source>Add photos</source>
            <translation>Agregar fotos</translation>
        </message>
        <message>
            <source>Photos</source>
            <translation>Fotos</translation>
        </message>
        <message>
            <source>Blur / arrow</source>
            <translation>Difuminar / flecha</translation>
        </message>
        <message>
            <source>No photo is like that.</source>
            <translation>Ninguna foto es así.</translation>
        </message>
        <message>
            <source>Show all photos</source>
            <translation>Mostrar todas las fotos</translation>
        </message>
        <message>
            <source>No photos here yet.</source>
            <translation>Aún no hay fotos.</translation>
        </message>
        <message>
            <source>All jobs</source>
            <translation>Todos los trabajos</translation>
        </message>
        <message>
            <source>Photos take {taken} of this laptop; {free} free.</source>
            <translation>Las fotos ocupan {taken} de esta laptop; {free} libres.</translation>
        </message>
        <message>
            <source>Photos from residents come with the jobs; yours are kept here until the city has them.</source>
            <translation>Las fotos de los vecinos vienen con los trabajos; las suyas se quedan aquí hasta que la ciudad las tenga.</translation>
        </message>
        <message>
            <source>Open the job</source>
            <translation>Abrir el trabajo</translation>
        </message>
        <message numerus="yes">
            <source>%n photo(s) on this laptop</source>
            <translation>
                <numerusform>%n foto en esta laptop</numerusform>
                <numerusform>%n fotos en esta laptop</numerusform>
            </translation>
        </message>
        <message>
            <source>{count} not in the CRM yet</source>
            <translation>{count} aún no en el CRM</translation>
        </message>
    </context>
    <context>
        <name>PinPage</name>
        <message>
            <source>It opens this laptop without a line. Forget it, and you sign in online instead.</source>
            <translation>Abre esta laptop sin conexión. Si lo olvida, entra con conexión.</translation>
        </message>
        <message>
            <source>Your PIN</source>
            <translation>Su PIN</translation>
        </message>
        <message>
            <source>New PIN</source>
            <translation>PIN nuevo</translation>
        </message>
        <message>
            <source>Once more</source>
            <translation>Otra vez</translation>
        </message>
        <message>
            <source>Keep this PIN</source>
            <translation>Guardar este PIN</translation>
        </message>
        <message>
            <source>Back</source>
            <translation>Volver</translation>
        </message>
        <message>
            <source>Turn it off</source>
            <translation>Quitarlo</translation>
        </message>
        <message numerus="yes">
            <source>A PIN has at least %n digit(s).</source>
            <translation>
                <numerusform>Un PIN tiene al menos %n cifra.</numerusform>
                <numerusform>Un PIN tiene al menos %n cifras.</numerusform>
            </translation>
        </message>
        <message>
            <source>The two are not the same. Type it once more.</source>
            <translation>Los dos no son iguales. Escríbalo otra vez.</translation>
        </message>
    </context>
    <context>
        <name>Place</name>
        <message>
            <source>On this laptop</source>
            <translation>En esta laptop</translation>
        </message>
        <message>
            <source>Sending</source>
            <translation>Enviando</translation>
        </message>
        <message>
            <source>In the CRM</source>
            <translation>En el CRM</translation>
        </message>
        <message>
            <source>Needs a decision</source>
            <translation>Espera una decisión</translation>
        </message>
    </context>
    <context>
        <name>PlaceCard</name>
        <message>
            <source>Where?</source>
            <translation>¿Dónde?</translation>
        </message>
        <message>
            <source>Address or corner</source>
            <translation>Dirección o esquina</translation>
        </message>
        <message>
            <source>Where the photo was taken</source>
            <translation>Donde se tomó la foto</translation>
        </message>
        <message>
            <source>Pin on the map</source>
            <translation>Marcar en el mapa</translation>
        </message>
        <message>
            <source>Remove the pin</source>
            <translation>Quitar la marca</translation>
        </message>
        <message>
            <source>Same place as {job}</source>
            <translation>Mismo lugar que {job}</translation>
        </message>
        <message>
            <source>No pin: only the address says where it is.</source>
            <translation>Sin marca: solo la dirección dice dónde está.</translation>
        </message>
        <message>
            <source>The pin is where you put it on the map.</source>
            <translation>La marca está donde usted la puso en el mapa.</translation>
        </message>
        <message>
            <source>The pin is where the photo was taken.</source>
            <translation>La marca está donde se tomó la foto.</translation>
        </message>
        <message>
            <source>The pin is that of the other job.</source>
            <translation>La marca es la del otro trabajo.</translation>
        </message>
        <message>
            <source>Map to put the pin on</source>
            <translation>Mapa para poner la marca</translation>
        </message>
        <message>
            <source>Move the map until the pin stands on the spot.</source>
            <translation>Mueva el mapa hasta que la marca esté en el punto.</translation>
        </message>
        <message>
            <source>Nearer</source>
            <translation>Acercar</translation>
        </message>
        <message>
            <source>Farther</source>
            <translation>Alejar</translation>
        </message>
    </context>
    <context>
        <name>PrintPage</name>
        <message>
            <source>What to print</source>
            <translation>Qué imprimir</translation>
        </message>
        <message>
            <source>Paper</source>
            <translation>Papel</translation>
        </message>
        <message>
            <source>Printer</source>
            <translation>Impresora</translation>
        </message>
        <message>
            <source>Looking for printers …</source>
            <translation>Buscando impresoras …</translation>
        </message>
        <message>
            <source>Print</source>
            <translation>Imprimir</translation>
        </message>
        <message>
            <source>Save as PDF</source>
            <translation>Guardar como PDF</translation>
        </message>
        <message>
            <source>Stop</source>
            <translation>Detener</translation>
        </message>
        <message>
            <source>Printing</source>
            <translation>Imprimiendo</translation>
        </message>
        <message>
            <source>How it will look</source>
            <translation>Cómo se verá</translation>
        </message>
        <message>
            <source>Page before</source>
            <translation>Página anterior</translation>
        </message>
        <message>
            <source>Next page</source>
            <translation>Página siguiente</translation>
        </message>
        <message>
            <source>Each job has a code that finds it again when it is scanned.</source>
            <translation>Cada trabajo lleva un código que lo encuentra al escanearlo.</translation>
        </message>
        <message>
            <source>Turn the pages</source>
            <translation>Pasar las páginas</translation>
        </message>
        <message>
            <source>Back to the page before</source>
            <translation>Volver a la página anterior</translation>
        </message>
        <message>
            <source>The day’s list</source>
            <translation>La lista del día</translation>
        </message>
        <message numerus="yes">
            <source>%n job(s), with times and codes</source>
            <translation>
                <numerusform>%n trabajo, con hora y código</numerusform>
                <numerusform>%n trabajos, con horas y códigos</numerusform>
            </translation>
        </message>
        <message>
            <source>A sheet for each job</source>
            <translation>Una hoja por trabajo</translation>
        </message>
        <message numerus="yes">
            <source>%n sheet(s) after the list</source>
            <translation>
                <numerusform>%n hoja después de la lista</numerusform>
                <numerusform>%n hojas después de la lista</numerusform>
            </translation>
        </message>
        <message>
            <source>This job</source>
            <translation>Este trabajo</translation>
        </message>
        <message>
            <source>Page {page}, and more</source>
            <translation>Página {page}, y más</translation>
        </message>
        <message>
            <source>Page {page} of {pages}</source>
            <translation>Página {page} de {pages}</translation>
        </message>
        <message>
            <source>No printer is set up on this laptop. Save a PDF and print it elsewhere.</source>
            <translation>Esta laptop no tiene impresora. Guarde un PDF e imprímalo en otra parte.</translation>
        </message>
        <message>
            <source>PDF files (*.pdf)</source>
            <translation>Archivos PDF (*.pdf)</translation>
        </message>
        <message>
            <source>Getting the pages ready …</source>
            <translation>Preparando las páginas …</translation>
        </message>
        <message>
            <source>{done} of {all} ready</source>
            <translation>{done} de {all} listas</translation>
        </message>
        <message>
            <source>Stopped. Nothing was saved or changed.</source>
            <translation>Detenido. No se guardó ni cambió nada.</translation>
        </message>
        <message>
            <source>Saved as {name}.</source>
            <translation>Guardado como {name}.</translation>
        </message>
        <message>
            <source>Open</source>
            <translation>Abrir</translation>
        </message>
        <message>
            <source>It is with the printer.</source>
            <translation>Ya está en la impresora.</translation>
        </message>
        <message>
            <source>The PDF could not be written there. Your jobs are unchanged; choose another folder or free some space, and save it again. (PRINT-NOT-SAVED)</source>
            <translation>No se pudo escribir el PDF ahí. Sus trabajos no cambiaron; elija otra carpeta o libere espacio y guárdelo de nuevo. (PRINT-NOT-SAVED)</translation>
        </message>
        <message>
            <source>The printer did not take it. Your jobs are unchanged; check that it is on, or save a PDF. (PRINT-NO-PRINTER)</source>
            <translation>La impresora no lo aceptó. Sus trabajos no cambiaron; revise que esté encendida o guarde un PDF. (PRINT-NO-PRINTER)</translation>
        </message>
    </context>
    <context>
        <name>Priority</name>
        <message>
            <source>Emergency</source>
            <translation>Emergencia</translation>
        </message>
        <message>
            <source>Urgent</source>
            <translation>Urgente</translation>
        </message>
        <message>
            <source>Can wait</source>
            <translation>Puede esperar</translation>
        </message>
    </context>
    <context>
        <name>Problem</name>
        <message>
            <source>The city’s computer does not answer. Your work is safe on this laptop; try again later.</source>
            <translation>La computadora de la ciudad no responde. Su trabajo está seguro en esta laptop; pruebe más tarde.</translation>
        </message>
        <message>
            <source>Something else answered in place of the city’s computer, perhaps this network’s sign-in page. Nothing was sent; sign in to the network and try again.</source>
            <translation>Algo distinto respondió en lugar de la computadora de la ciudad, quizá la página de acceso de esta red. Nada se envió; entre en la red y pruebe otra vez.</translation>
        </message>
        <message>
            <source>Name or password is not right. Nothing has changed; try again.</source>
            <translation>El nombre o la contraseña no son correctos. Nada ha cambiado; pruebe otra vez.</translation>
        </message>
        <message>
            <source>Too many tries in a short time. Nothing has changed; wait a minute and try again.</source>
            <translation>Demasiados intentos en poco tiempo. Nada ha cambiado; espere un minuto y pruebe otra vez.</translation>
        </message>
        <message>
            <source>The city’s computer is being serviced. Your work is safe on this laptop; try again later.</source>
            <translation>La computadora de la ciudad está en mantenimiento. Su trabajo está seguro en esta laptop; pruebe más tarde.</translation>
        </message>
        <message>
            <source>This program is too old for the city’s computer. Your work still gets there; install the new one.</source>
            <translation>Este programa es demasiado viejo para la computadora de la ciudad. Su trabajo llega de todos modos; instale el nuevo.</translation>
        </message>
        <message>
            <source>The city has locked this laptop. Your work is kept; ask your supervisor.</source>
            <translation>La ciudad ha bloqueado esta laptop. Su trabajo se conserva; pregunte a su supervisor.</translation>
        </message>
        <message>
            <source>The city’s computer has no room for photos now. They are kept on this laptop and go later.</source>
            <translation>La computadora de la ciudad no tiene espacio para fotos ahora. Se quedan en esta laptop y salen después.</translation>
        </message>
        <message>
            <source>There is no computer of that name, or no network. Your work is safe; check the address.</source>
            <translation>No hay computadora con ese nombre, o no hay red. Su trabajo está seguro; revise la dirección.</translation>
        </message>
        <message>
            <source>The city’s word does not open this laptop, so it stays locked. Your work is safe; use the PIN, or call City IT.</source>
            <translation>La palabra de la ciudad no abre esta laptop y sigue bloqueada. Su trabajo está seguro; use el PIN o llame a informática de la ciudad.</translation>
        </message>
        <message>
            <source>That is not the address of a city’s computer. Nothing has changed; check how it is written.</source>
            <translation>Esa no es la dirección de una computadora de la ciudad. Nada ha cambiado; revise cómo está escrita.</translation>
        </message>
        <message>
            <source>The connection could not be made safe, so nothing was sent. Check this laptop’s date and network.</source>
            <translation>La conexión no pudo hacerse segura, por eso nada se envió. Revise la fecha y la red de esta laptop.</translation>
        </message>
    </context>
    <context>
        <name>ProofCheck</name>
        <message>
            <source>Last seal</source>
            <translation>Último sello</translation>
        </message>
        <message>
            <source>Each act is sealed to the one before it, and the city signs for what it has. An act that was changed, removed, moved or slipped in would show here, also to somebody else who has the saved proof.</source>
            <translation>Cada acción queda sellada a la anterior y la ciudad firma lo que tiene. Una acción cambiada, quitada, movida o añadida se vería aquí, también para quien tenga la prueba guardada.</translation>
        </message>
        <message>
            <source>Checking…</source>
            <translation>Comprobando…</translation>
        </message>
        <message>
            <source>From the first act to the last.</source>
            <translation>De la primera acción a la última.</translation>
        </message>
        <message>
            <source>It does not hold</source>
            <translation>No se sostiene</translation>
        </message>
        <message>
            <source>Nothing was changed</source>
            <translation>No se ha cambiado nada</translation>
        </message>
        <message>
            <source>Checked from the first act to the last.</source>
            <translation>Comprobado de la primera acción a la última.</translation>
        </message>
        <message numerus="yes">
            <source>%n act(s) kept on this laptop</source>
            <translation>
                <numerusform>%n acción guardada en esta laptop</numerusform>
                <numerusform>%n acciones guardadas en esta laptop</numerusform>
            </translation>
        </message>
        <message>
            <source>The check stopped at the first place that does not hold.</source>
            <translation>La comprobación paró en el primer punto que no se sostiene.</translation>
        </message>
        <message>
            <source>Each as it was recorded, in its order, none missing.</source>
            <translation>Cada una como se registró, en su orden, sin que falte ninguna.</translation>
        </message>
        <message>
            <source>{signed} of {total} receipts signed by the city</source>
            <translation>{signed} de {total} recibos firmados por la ciudad</translation>
        </message>
        <message>
            <source>The signature fits.</source>
            <translation>La firma es correcta.</translation>
        </message>
        <message>
            <source>The others come with the next sync.</source>
            <translation>Los demás llegan con la próxima sincronización.</translation>
        </message>
        <message>
            <source>The city was last asked: {time}</source>
            <translation>Última consulta a la ciudad: {time}</translation>
        </message>
        <message>
            <source>It knows of nothing that is missing here.</source>
            <translation>No le consta nada que falte aquí.</translation>
        </message>
        <message>
            <source>The city was not asked yet</source>
            <translation>Aún no se ha consultado a la ciudad</translation>
        </message>
        <message>
            <source>That needs a line. It happens by itself.</source>
            <translation>Hace falta conexión. Se hace solo.</translation>
        </message>
    </context>
    <context>
        <name>ProofPage</name>
        <message>
            <source>What you did</source>
            <translation>Lo que usted hizo</translation>
        </message>
        <message>
            <source>Nothing was done here in the last days.</source>
            <translation>No se ha hecho nada aquí en los últimos días.</translation>
        </message>
        <message>
            <source>Every act appears here as soon as it is saved, and stays for at least 60 days.</source>
            <translation>Cada acción aparece aquí en cuanto se guarda y permanece al menos 60 días.</translation>
        </message>
        <message>
            <source>Check now</source>
            <translation>Comprobar</translation>
        </message>
        <message>
            <source>Save proof</source>
            <translation>Guardar</translation>
        </message>
        <message>
            <source>Prove it</source>
            <translation>Comprobar</translation>
        </message>
        <message>
            <source>What you did, where it is, and that nobody changed it.</source>
            <translation>Lo que usted hizo, dónde está y que nadie lo cambió.</translation>
        </message>
        <message>
            <source>The proof was not saved; all of it is still here. Choose another place. (PROOF-DISK)</source>
            <translation>No se guardó la prueba; todo sigue aquí. Elija otro lugar. (PROOF-DISK)</translation>
        </message>
        <message>
            <source>Saved. The file holds your own words; keep it like a paper.</source>
            <translation>Guardada. El archivo contiene sus propias palabras; cuídelo como un papel.</translation>
        </message>
        <message>
            <source>TODAY</source>
            <translation>HOY</translation>
        </message>
        <message>
            <source>EARLIER</source>
            <translation>ANTES</translation>
        </message>
        <message>
            <source>Something in this journal is not as it was recorded.</source>
            <translation>Algo en este diario no está como se registró.</translation>
        </message>
        <message>
            <source>Nothing was deleted. Call City IT and read them the code at the right.</source>
            <translation>No se borró nada. Llame a informática de la ciudad y lea el código de la derecha.</translation>
        </message>
        <message>
            <source>You did nothing here today yet.</source>
            <translation>Hoy aún no ha hecho nada aquí.</translation>
        </message>
        <message>
            <source>Earlier acts are kept for at least 60 days.</source>
            <translation>Las acciones anteriores se guardan al menos 60 días.</translation>
        </message>
        <message numerus="yes">
            <source>All %n act(s) of today are in the CRM, each with its receipt.</source>
            <translation>
                <numerusform>La acción de hoy está en el CRM, con su recibo.</numerusform>
                <numerusform>Las %n acciones de hoy están en el CRM, cada una con su recibo.</numerusform>
            </translation>
        </message>
        <message>
            <source>The city signed for them. Nobody can say it never got them.</source>
            <translation>La ciudad las firmó. Nadie puede decir que no llegaron.</translation>
        </message>
        <message>
            <source>{done} of {total} acts of today are in the CRM.</source>
            <translation>{done} de {total} acciones de hoy están en el CRM.</translation>
        </message>
        <message numerus="yes">
            <source>%n need(s) a decision</source>
            <translation>
                <numerusform>%n espera una decisión</numerusform>
                <numerusform>%n esperan una decisión</numerusform>
            </translation>
        </message>
        <message>
            <source>{count} on the way</source>
            <translation>{count} en camino</translation>
        </message>
        <message>
            <source>{count} safe on this laptop, to go by themselves</source>
            <translation>{count} seguras en esta laptop, que se envían solas</translation>
        </message>
        <message>
            <source>Receipts are on their way.</source>
            <translation>Los recibos están en camino.</translation>
        </message>
    </context>
    <context>
        <name>Recording</name>
        <message>
            <source>Undo</source>
            <translation>Deshacer</translation>
        </message>
    </context>
    <context>
        <name>Recovered</name>
        <message>
            <source>Go on</source>
            <translation>Seguir</translation>
        </message>
        <message numerus="yes">
            <source>%n change(s)</source>
            <translation>
                <numerusform>%n cambio</numerusform>
                <numerusform>%n cambios</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n photo(s)</source>
            <translation>
                <numerusform>%n foto</numerusform>
                <numerusform>%n fotos</numerusform>
            </translation>
        </message>
        <message>
            <source>The file with your work was damaged. It has been recovered.</source>
            <translation>El archivo con su trabajo estaba dañado. Se ha recuperado.</translation>
        </message>
        <message>
            <source>The disk had lost some of your work. It has been recovered.</source>
            <translation>El disco había perdido parte de su trabajo. Se ha recuperado.</translation>
        </message>
        <message>
            <source>Some of your work cannot be read by this version of Fieldapp.</source>
            <translation>Esta versión de Fieldapp no puede leer parte de su trabajo.</translation>
        </message>
        <message>
            <source>{changes} and {photos} were recovered and wait to be sent.</source>
            <translation>Se recuperaron {changes} y {photos}, que esperan su envío.</translation>
        </message>
        <message numerus="yes">
            <source>%n could not be read and is kept for support.</source>
            <translation>
                <numerusform>%n no se pudo leer y se guarda para soporte.</numerusform>
                <numerusform>%n no se pudieron leer y se guardan para soporte.</numerusform>
            </translation>
        </message>
        <message>
            <source>Nothing you did was lost.</source>
            <translation>No se perdió nada de su trabajo.</translation>
        </message>
        <message>
            <source>You can go on working.</source>
            <translation>Puede seguir trabajando.</translation>
        </message>
    </context>
    <context>
        <name>ReportPage</name>
        <message>
            <source>What is in the report</source>
            <translation>Qué hay en el informe</translation>
        </message>
        <message>
            <source>Save the report</source>
            <translation>Guardar el informe</translation>
        </message>
        <message>
            <source>Versions, numbers, states and codes. No names, no addresses, nothing that anybody wrote, no photos, no passwords. It is only saved; you decide who gets it.</source>
            <translation>Versiones, números, estados y códigos. Sin nombres, sin direcciones, nada de lo que alguien escribió, sin fotos ni contraseñas. Solo se guarda; usted decide quién lo recibe.</translation>
        </message>
        <message>
            <source>Back to the page before</source>
            <translation>Volver a la página anterior</translation>
        </message>
        <message>
            <source>Report for support</source>
            <translation>Informe para soporte</translation>
        </message>
        <message>
            <source>Read what is in it, then save it.</source>
            <translation>Lea lo que contiene y luego guárdelo.</translation>
        </message>
        <message>
            <source>The report could not be written there. Nothing was changed; choose another folder or free some space. (REPORT-NOT-SAVED)</source>
            <translation>No se pudo escribir el informe ahí. No se cambió nada; elija otra carpeta o libere espacio. (REPORT-NOT-SAVED)</translation>
        </message>
        <message>
            <source>Saved as {name}.</source>
            <translation>Guardado como {name}.</translation>
        </message>
    </context>
    <context>
        <name>ReportedCard</name>
        <message>
            <source>What was reported</source>
            <translation>Qué se reportó</translation>
        </message>
        <message>
            <source>Show name and phone</source>
            <translation>Ver nombre y teléfono</translation>
        </message>
        <message>
            <source>The report has no description.</source>
            <translation>El reporte no tiene descripción.</translation>
        </message>
        <message>
            <source>Speaks {language}</source>
            <translation>Habla {language}</translation>
        </message>
        <message>
            <source>Follows {title}, {number}</source>
            <translation>Sigue a {title}, {number}</translation>
        </message>
        <message>
            <source>Follows a job that is not on this laptop</source>
            <translation>Sigue a un trabajo que no está en esta laptop</translation>
        </message>
    </context>
    <context>
        <name>Review</name>
        <message>
            <source>Job that the list does not have</source>
            <translation>Trabajo que no está en la lista</translation>
        </message>
        <message>
            <source>Far from address</source>
            <translation>Lejos del lugar</translation>
        </message>
        <message>
            <source>Outside the visit</source>
            <translation>Fuera de la visita</translation>
        </message>
        <message>
            <source>No after photo</source>
            <translation>Sin foto final</translation>
        </message>
        <message>
            <source>{there} of {total} photos</source>
            <translation>{there} de {total} fotos</translation>
        </message>
        <message>
            <source>Form not complete</source>
            <translation>Formulario incompleto</translation>
        </message>
        <message>
            <source>Accepted</source>
            <translation>Aceptado</translation>
        </message>
        <message>
            <source>Kept the office’s</source>
            <translation>Se mantuvo lo de la oficina</translation>
        </message>
        <message>
            <source>Sent back</source>
            <translation>Devuelto</translation>
        </message>
        <message>
            <source>Needs a decision</source>
            <translation>Espera una decisión</translation>
        </message>
        <message>
            <source>Held for more than four hours; supervisors decide now.</source>
            <translation>Retenido más de cuatro horas; ahora deciden los supervisores.</translation>
        </message>
        <message>
            <source>Waits too long</source>
            <translation>Espera demasiado</translation>
        </message>
        <message>
            <source>Outcome</source>
            <translation>Resultado</translation>
        </message>
        <message>
            <source>Material</source>
            <translation>Material</translation>
        </message>
        <message numerus="yes">
            <source>%n min</source>
            <translation>
                <numerusform>%n min</numerusform>
                <numerusform>%n min</numerusform>
            </translation>
        </message>
        <message>
            <source>Time on site</source>
            <translation>Tiempo en el lugar</translation>
        </message>
        <message>
            <source>Who was there</source>
            <translation>Quiénes estuvieron</translation>
        </message>
        <message>
            <source>By {name}</source>
            <translation>Por {name}</translation>
        </message>
        <message>
            <source>Place not checked</source>
            <translation>Lugar sin comprobar</translation>
        </message>
        <message>
            <source>The report has no exact spot.</source>
            <translation>El reporte no tiene un punto exacto.</translation>
        </message>
        <message>
            <source>The photos do not say where.</source>
            <translation>Las fotos no dicen dónde.</translation>
        </message>
        <message>
            <source>Photo taken {count} m away</source>
            <translation>Foto tomada a {count} m</translation>
        </message>
        <message>
            <source>Photo taken {count} km away</source>
            <translation>Foto tomada a {count} km</translation>
        </message>
        <message>
            <source>Far from the address</source>
            <translation>Lejos de la dirección</translation>
        </message>
        <message>
            <source>At the address</source>
            <translation>En la dirección</translation>
        </message>
        <message>
            <source>Time not checked</source>
            <translation>Hora sin comprobar</translation>
        </message>
        <message>
            <source>No photo says when it was taken.</source>
            <translation>Ninguna foto dice cuándo se tomó.</translation>
        </message>
        <message numerus="yes">
            <source>%n photo(s) taken at another time</source>
            <translation>
                <numerusform>%n foto tomada a otra hora</numerusform>
                <numerusform>%n fotos tomadas a otra hora</numerusform>
            </translation>
        </message>
        <message>
            <source>{first} to {last}</source>
            <translation>{first} a {last}</translation>
        </message>
        <message>
            <source>Taken during the visit</source>
            <translation>Tomada durante la visita</translation>
        </message>
        <message>
            <source>No photos</source>
            <translation>Sin fotos</translation>
        </message>
        <message>
            <source>The crew took none.</source>
            <translation>La cuadrilla no tomó ninguna.</translation>
        </message>
        <message>
            <source>{there} of {total} photos in the CRM</source>
            <translation>{there} de {total} fotos en el CRM</translation>
        </message>
        <message>
            <source>The others are safe on the crew’s laptop.</source>
            <translation>Las demás están seguras en la laptop de la cuadrilla.</translation>
        </message>
        <message numerus="yes">
            <source>%n photo(s) in the CRM</source>
            <translation>
                <numerusform>%n foto en el CRM</numerusform>
                <numerusform>%n fotos en el CRM</numerusform>
            </translation>
        </message>
        <message>
            <source>All photos in the CRM</source>
            <translation>Todas las fotos en el CRM</translation>
        </message>
        <message numerus="yes">
            <source>%n photo(s)</source>
            <translation>
                <numerusform>%n foto</numerusform>
                <numerusform>%n fotos</numerusform>
            </translation>
        </message>
        <message>
            <source>Not fixed: {outcome}</source>
            <translation>No reparado: {outcome}</translation>
        </message>
        <message numerus="yes">
            <source>%n m away</source>
            <translation>
                <numerusform>a %n m</numerusform>
                <numerusform>a %n m</numerusform>
            </translation>
        </message>
        <message>
            <source>{why} {name}: “{reason}”</source>
            <translation>{why} {name}: «{reason}»</translation>
        </message>
        <message>
            <source>{name} gave the job to {other} while {crew} worked on it.</source>
            <translation>{name} dio el trabajo a {other} mientras {crew} lo hacía.</translation>
        </message>
        <message>
            <source>Normal</source>
            <translation>Normal</translation>
        </message>
    </context>
    <context>
        <name>ReviewPage</name>
        <message>
            <source>Search</source>
            <translation>Buscar</translation>
        </message>
        <message>
            <source>Nothing waits for you.</source>
            <translation>No hay nada pendiente para usted.</translation>
        </message>
        <message>
            <source>Closed jobs and held work appear here as crews come back into coverage.</source>
            <translation>Los trabajos cerrados y los retenidos aparecen aquí cuando las cuadrillas vuelven a tener señal.</translation>
        </message>
        <message>
            <source>Accept</source>
            <translation>Aceptar</translation>
        </message>
        <message>
            <source>Send back with a reason</source>
            <translation>Devolver con un motivo</translation>
        </message>
        <message>
            <source>Next, previous close-out</source>
            <translation>Cierre siguiente, anterior</translation>
        </message>
        <message numerus="yes">
            <source>%n waiting</source>
            <translation>
                <numerusform>%n en espera</numerusform>
                <numerusform>%n en espera</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n flagged</source>
            <translation>
                <numerusform>%n con avisos</numerusform>
                <numerusform>%n con avisos</numerusform>
            </translation>
        </message>
        <message>
            <source>median wait {time}</source>
            <translation>espera media {time}</translation>
        </message>
        <message>
            <source>Review</source>
            <translation>Revisión</translation>
        </message>
        <message>
            <source>They stay on this laptop, and work without a line from then on.</source>
            <translation>Se quedan en esta laptop, y desde entonces sirven sin conexión.</translation>
        </message>
        <message>
            <source>The reviews are on their way.</source>
            <translation>Las revisiones están en camino.</translation>
        </message>
        <message>
            <source>You are offline. Your decisions are kept here and go out when the line is back.</source>
            <translation>No tiene conexión. Sus decisiones quedan aquí y salen cuando vuelva.</translation>
        </message>
        <message numerus="yes">
            <source>%n approved.</source>
            <translation>
                <numerusform>%n aprobado.</numerusform>
                <numerusform>%n aprobados.</numerusform>
            </translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>Deshacer</translation>
        </message>
        <message>
            <source>The work of {crew} is accepted. They are told.</source>
            <translation>El trabajo de {crew} se acepta. Se le avisa.</translation>
        </message>
        <message>
            <source>The office’s stands. {crew} is told why.</source>
            <translation>Vale lo de la oficina. A {crew} se le dice por qué.</translation>
        </message>
        <message>
            <source>{job} approved.</source>
            <translation>{job}: aprobado.</translation>
        </message>
        <message>
            <source>{job} goes back to {crew} with your reason.</source>
            <translation>{job} vuelve a {crew} con su motivo.</translation>
        </message>
    </context>
    <context>
        <name>ReviewQueue</name>
        <message>
            <source>Waiting</source>
            <translation>En espera</translation>
        </message>
        <message>
            <source>Flagged</source>
            <translation>Con avisos</translation>
        </message>
        <message>
            <source>Done</source>
            <translation>Hecho</translation>
        </message>
        <message>
            <source>Which reviews</source>
            <translation>Cuáles revisiones</translation>
        </message>
        <message>
            <source>Reviews</source>
            <translation>Revisiones</translation>
        </message>
        <message numerus="yes">
            <source>Approve %n with no flags</source>
            <translation>
                <numerusform>Aprobar %n sin avisos</numerusform>
                <numerusform>Aprobar %n sin avisos</numerusform>
            </translation>
        </message>
        <message>
            <source>No review matches. Esc in the search shows all again.</source>
            <translation>Ninguna revisión coincide. Esc en la búsqueda muestra todas otra vez.</translation>
        </message>
        <message>
            <source>Nothing waits for a decision.</source>
            <translation>Nada espera una decisión.</translation>
        </message>
        <message>
            <source>Nothing is flagged.</source>
            <translation>Ninguno tiene avisos.</translation>
        </message>
        <message>
            <source>Nothing was decided yet.</source>
            <translation>Aún no se ha decidido nada.</translation>
        </message>
    </context>
    <context>
        <name>RowList</name>
        <message>
            <source>Move through the list</source>
            <translation>Moverse por la lista</translation>
        </message>
    </context>
    <context>
        <name>SearchBox</name>
        <message>
            <source>Search</source>
            <translation>Buscar</translation>
        </message>
        <message>
            <source>Clear the search</source>
            <translation>Borrar la búsqueda</translation>
        </message>
    </context>
    <context>
        <name>SeenCard</name>
        <message>
            <source>What do you see?</source>
            <translation>¿Qué ve?</translation>
        </message>
        <message>
            <source>optional</source>
            <translation>opcional</translation>
        </message>
        <message>
            <source>Size, danger, what is needed</source>
            <translation>Tamaño, peligro, qué hace falta</translation>
        </message>
        <message>
            <source>Description</source>
            <translation>Descripción</translation>
        </message>
        <message>
            <source>Add photo</source>
            <translation>Agregar foto</translation>
        </message>
        <message>
            <source>Remove this photo</source>
            <translation>Quitar esta foto</translation>
        </message>
        <message numerus="yes">
            <source>%n photo(s)</source>
            <translation>
                <numerusform>%n foto</numerusform>
                <numerusform>%n fotos</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Keeping %n photo(s)…</source>
            <translation>
                <numerusform>Guardando %n foto…</numerusform>
                <numerusform>Guardando %n fotos…</numerusform>
            </translation>
        </message>
        <message>
            <source>Photos from phone, SD card or disk</source>
            <translation>Fotos del teléfono, tarjeta SD o disco</translation>
        </message>
        <message>
            <source>Photos ({kinds})</source>
            <translation>Fotos ({kinds})</translation>
        </message>
    </context>
    <context>
        <name>SettingsMenu</name>
        <message>
            <source>Light</source>
            <translation>Claro</translation>
        </message>
        <message>
            <source>Dark</source>
            <translation>Oscuro</translation>
        </message>
        <message>
            <source>Sunlight</source>
            <translation>Pleno sol</translation>
        </message>
        <message>
            <source>Theme</source>
            <translation>Tema</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>Tamaño</translation>
        </message>
        <message>
            <source>Language</source>
            <translation>Idioma</translation>
        </message>
        <message>
            <source>Photos on Wi-Fi only</source>
            <translation>Fotos solo por wifi</translation>
        </message>
        <message>
            <source>Lock now</source>
            <translation>Bloquear ahora</translation>
        </message>
        <message>
            <source>Change the PIN</source>
            <translation>Cambiar el PIN</translation>
        </message>
        <message>
            <source>Set a PIN</source>
            <translation>Poner un PIN</translation>
        </message>
        <message>
            <source>Sign out (unsent work stays safe here)</source>
            <translation>Salir (lo no enviado queda seguro aquí)</translation>
        </message>
    </context>
    <context>
        <name>SignInPage</name>
        <message>
            <source>Sign in</source>
            <translation>Entrar</translation>
        </message>
        <message>
            <source>Signing in…</source>
            <translation>Entrando…</translation>
        </message>
        <message>
            <source>Your day’s work, with or without a network.</source>
            <translation>Su trabajo del día, con o sin red.</translation>
        </message>
        <message>
            <source>City’s address</source>
            <translation>Dirección de la ciudad en la red</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>Nombre</translation>
        </message>
        <message>
            <source>Password</source>
            <translation>Contraseña</translation>
        </message>
        <message>
            <source>Who is working today?</source>
            <translation>¿Quién trabaja hoy?</translation>
        </message>
        <message>
            <source>Demo city</source>
            <translation>Ciudad de muestra</translation>
        </message>
        <message>
            <source>Fill in all three lines, please.</source>
            <translation>Llene las tres líneas, por favor.</translation>
        </message>
    </context>
    <context>
        <name>SignOutPage</name>
        <message>
            <source>Before you sign out</source>
            <translation>Antes de salir</translation>
        </message>
        <message>
            <source>The city has not got all of it yet. Nothing is lost if you go.</source>
            <translation>La ciudad aún no lo tiene todo. No se pierde nada si sale.</translation>
        </message>
        <message>
            <source>It stays on this laptop, locked, and goes by itself when its author signs in here again.</source>
            <translation>Queda en esta laptop, cerrado con llave, y se envía solo cuando su autor vuelva a entrar aquí.</translation>
        </message>
        <message>
            <source>City IT can bring it in, too: it is also sealed for the city.</source>
            <translation>Informática también puede recuperarlo: queda además sellado para la ciudad.</translation>
        </message>
        <message>
            <source>Sign out, keep it here</source>
            <translation>Salir, dejarlo aquí</translation>
        </message>
        <message>
            <source>Stay and send it</source>
            <translation>Quedarme y enviar</translation>
        </message>
        <message>
            <source>Saved on this laptop.</source>
            <translation>A salvo en esta laptop.</translation>
        </message>
        <message numerus="yes">
            <source>%n change(s) not sent</source>
            <translation>
                <numerusform>%n cambio sin enviar</numerusform>
                <numerusform>%n cambios sin enviar</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n photo(s) not sent</source>
            <translation>
                <numerusform>%n foto sin enviar</numerusform>
                <numerusform>%n fotos sin enviar</numerusform>
            </translation>
        </message>
        <message>
            <source>Its author can go on with this here.</source>
            <translation>Su autor puede seguir aquí donde lo dejó.</translation>
        </message>
        <message>
            <source>The city has this; a person decides.</source>
            <translation>Ya está en la ciudad; decide una persona.</translation>
        </message>
        <message>
            <source>All of this is kept for City IT.</source>
            <translation>Todo queda guardado para informática.</translation>
        </message>
        <message numerus="yes">
            <source>%n half-filled form(s)</source>
            <translation>
                <numerusform>%n formulario a medias</numerusform>
                <numerusform>%n formularios a medias</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n change(s) wait for a decision</source>
            <translation>
                <numerusform>%n cambio espera una decisión</numerusform>
                <numerusform>%n cambios esperan una decisión</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n change(s) the city could not take</source>
            <translation>
                <numerusform>%n cambio que la ciudad no pudo aceptar</numerusform>
                <numerusform>%n cambios que la ciudad no pudo aceptar</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>SignatureEditor</name>
        <message>
            <source>Sign here with a finger, a pen or the mouse</source>
            <translation>Firme aquí con el dedo, un lápiz o el ratón</translation>
        </message>
        <message>
            <source>or write the name</source>
            <translation>o escriba el nombre</translation>
        </message>
        <message>
            <source>{question}: name</source>
            <translation>{question}: nombre</translation>
        </message>
        <message>
            <source>Sign again</source>
            <translation>Firmar de nuevo</translation>
        </message>
    </context>
    <context>
        <name>Spoken</name>
        <message>
            <source>English</source>
            <translation>inglés</translation>
        </message>
        <message>
            <source>Spanish</source>
            <translation>español</translation>
        </message>
        <message>
            <source>Chinese</source>
            <translation>chino</translation>
        </message>
        <message>
            <source>Russian</source>
            <translation>ruso</translation>
        </message>
        <message>
            <source>Korean</source>
            <translation>coreano</translation>
        </message>
        <message>
            <source>Haitian Creole</source>
            <translation>criollo haitiano</translation>
        </message>
    </context>
    <context>
        <name>SpotMap</name>
        <message>
            <source>Move the map below the pin</source>
            <translation>Mover el mapa bajo la marca</translation>
        </message>
        <message>
            <source>Nearer or farther</source>
            <translation>Acercar o alejar</translation>
        </message>
    </context>
    <context>
        <name>StageTrack</name>
        <message>
            <source>On laptop</source>
            <translation>En la laptop</translation>
        </message>
        <message>
            <source>Sending</source>
            <translation>Enviando</translation>
        </message>
        <message>
            <source>In CRM</source>
            <translation>En el CRM</translation>
        </message>
        <message>
            <source>Needs a decision</source>
            <translation>Espera una decisión</translation>
        </message>
    </context>
    <context>
        <name>Standing</name>
        <message>
            <source>A photo of this job no longer opens on this laptop. Its file is kept; take the photo again.</source>
            <translation>Una foto de este trabajo ya no se abre en esta laptop. El archivo se conserva; tome la foto otra vez.</translation>
        </message>
        <message>
            <source>Sent back by {name} at {time}: “{reason}”</source>
            <translation>Devuelto por {name} ({time}): «{reason}»</translation>
        </message>
        <message>
            <source>{name} gave the job to {crew} while you worked on it.</source>
            <translation>{name} dio el trabajo a {crew} mientras usted lo hacía.</translation>
        </message>
        <message>
            <source>Needs a decision: {why} Your work is kept; you decide.</source>
            <translation>Requiere una decisión: {why} Su trabajo está guardado; usted decide.</translation>
        </message>
        <message>
            <source>Needs a decision: {why} Your work is kept; {desk} decides.</source>
            <translation>Espera una decisión: {why} Su trabajo se conserva; {desk} decide.</translation>
        </message>
        <message>
            <source>{name} decided against it. What you did is kept in the CRM.</source>
            <translation>{name} decidió en contra. Lo que usted hizo se conserva en el CRM.</translation>
        </message>
        <message>
            <source>{name} decided against it: “{reason}” What you did is kept in the CRM.</source>
            <translation>{name} decidió en contra: «{reason}» Lo que usted hizo se conserva en el CRM.</translation>
        </message>
        <message>
            <source>{name} moved this job to {crew} at {time}.</source>
            <translation>{name} pasó este trabajo a {crew} ({time}).</translation>
        </message>
        <message>
            <source>{name} deleted this job at {time}. What you did on it is kept.</source>
            <translation>{name} eliminó este trabajo a las {time}. Lo que usted hizo en él está guardado.</translation>
        </message>
        <message>
            <source>{name} took this job back to the pool at {time}.</source>
            <translation>{name} dejó este trabajo sin asignar ({time}).</translation>
        </message>
        <message>
            <source>{there} of {total} photos in the CRM</source>
            <translation>{there} de {total} fotos en el CRM</translation>
        </message>
    </context>
    <context>
        <name>StartCard</name>
        <message>
            <source>Before you start</source>
            <translation>Antes de empezar</translation>
        </message>
    </context>
    <context>
        <name>Status</name>
        <message>
            <source>New</source>
            <translation>Nuevo</translation>
        </message>
        <message>
            <source>To do</source>
            <translation>Por hacer</translation>
        </message>
        <message>
            <source>In progress</source>
            <translation>En curso</translation>
        </message>
        <message>
            <source>Paused</source>
            <translation>En pausa</translation>
        </message>
        <message>
            <source>Done</source>
            <translation>Hecho</translation>
        </message>
        <message>
            <source>Cancelled</source>
            <translation>Cancelado</translation>
        </message>
    </context>
    <context>
        <name>StepBadge</name>
        <message>
            <source>Step {number}, done</source>
            <translation>Paso {number}, hecho</translation>
        </message>
        <message>
            <source>Step {number}</source>
            <translation>Paso {number}</translation>
        </message>
    </context>
    <context>
        <name>Stepper</name>
        <message>
            <source>Less: {name}</source>
            <translation>Menos: {name}</translation>
        </message>
        <message>
            <source>More: {name}</source>
            <translation>Más: {name}</translation>
        </message>
        <message>
            <source>not answered</source>
            <translation>sin respuesta</translation>
        </message>
    </context>
    <context>
        <name>Store</name>
        <message>
            <source>The file with the work on this laptop is damaged. Nothing was deleted; close Fieldapp and open it again to recover it, or call support with the code.</source>
            <translation>El archivo con el trabajo de esta computadora está dañado. No se borró nada; cierre Fieldapp y ábralo de nuevo para recuperarlo, o llame a soporte con el código.</translation>
        </message>
        <message>
            <source>The disk of this laptop is full, so this was not saved. All earlier work is safe; free some space and do it again.</source>
            <translation>El disco de esta laptop está lleno, por eso esto no se guardó. Todo lo anterior está seguro; libere espacio y hágalo otra vez.</translation>
        </message>
        <message>
            <source>The disk of this laptop could not be read or written, so this was not saved. All earlier work is safe; do it again, and tell support the code if it stays.</source>
            <translation>No se pudo leer o escribir el disco de esta computadora, así que esto no se guardó. Todo el trabajo anterior está a salvo; hágalo de nuevo y, si sigue igual, dé el código a soporte.</translation>
        </message>
        <message>
            <source>The work on this laptop belongs to another city’s CRM, so you are not signed in here. Nothing was changed; sign in to that CRM or call support.</source>
            <translation>El trabajo de esta computadora pertenece al CRM de otra ciudad, así que no se ha iniciado sesión. No se cambió nada; inicie sesión en ese CRM o llame a soporte.</translation>
        </message>
        <message>
            <source>Another program holds the file with the work on this laptop, so this was not saved. All earlier work is safe; do it again in a moment.</source>
            <translation>Otro programa ocupa el archivo con el trabajo de esta laptop, por eso esto no se guardó. Todo lo anterior está seguro; hágalo otra vez en un momento.</translation>
        </message>
        <message>
            <source>Fieldapp is closing, so this was not saved. All earlier work is safe.</source>
            <translation>Fieldapp se está cerrando, por eso esto no se guardó. Todo lo anterior está seguro.</translation>
        </message>
        <message>
            <source>Nobody has signed in on this laptop yet, so this was not saved. Sign in first.</source>
            <translation>Nadie ha entrado aún en esta laptop, por eso esto no se guardó. Entre primero.</translation>
        </message>
        <message>
            <source>This job is no longer on this laptop, so this was not saved. Your earlier work on it is safe.</source>
            <translation>Este trabajo ya no está en esta laptop, por eso esto no se guardó. Lo que hizo antes está seguro.</translation>
        </message>
        <message>
            <source>This job cannot be read on this laptop, so this was not saved. Your earlier work is safe; do it again once the city has sent the job again.</source>
            <translation>Este trabajo no se puede leer en esta laptop, así que esto no se guardó. Lo que hizo antes está seguro; hágalo otra vez cuando la ciudad haya vuelto a enviar el trabajo.</translation>
        </message>
        <message>
            <source>This change is no longer on this laptop. Nothing was changed.</source>
            <translation>Este cambio ya no está en esta laptop. Nada cambió.</translation>
        </message>
        <message>
            <source>This can no longer be undone here: it may have reached the CRM, or later work builds on it. It is safe; change it with a new entry.</source>
            <translation>Esto ya no se puede deshacer aquí: puede haber llegado al CRM, o trabajo posterior depende de ello. Está seguro; cámbielo con una anotación nueva.</translation>
        </message>
        <message>
            <source>A job on this laptop cannot be read. Your work is safe; press “Sync now” with coverage and the city sends the job again. If this stays, call City IT.</source>
            <translation>Un trabajo de esta laptop no se puede leer. Lo que usted hizo está seguro; pulse «Enviar ahora» con cobertura y la ciudad vuelve a enviar el trabajo. Si esto sigue, llame a Informática.</translation>
        </message>
        <message>
            <source>The job of this code is not on this laptop. Nothing was changed; it may be another crew’s, or a code of something else.</source>
            <translation>El trabajo de este código no está en esta laptop. No se cambió nada; puede ser de otra cuadrilla, o un código de otra cosa.</translation>
        </message>
    </context>
    <context>
        <name>SyncDetail</name>
        <message>
            <source>What is on its way</source>
            <translation>Qué está en camino</translation>
        </message>
        <message>
            <source>How it happened</source>
            <translation>Cómo pasó</translation>
        </message>
        <message>
            <source>OK, seen</source>
            <translation>Entendido</translation>
        </message>
        <message>
            <source>Open the job</source>
            <translation>Abrir el trabajo</translation>
        </message>
        <message>
            <source>In the CRM</source>
            <translation>En el CRM</translation>
        </message>
        <message>
            <source>Each change, and where it is</source>
            <translation>Cada cambio, y dónde está</translation>
        </message>
        <message numerus="yes">
            <source>One fix closed %n jobs: {names}</source>
            <translation>
                <numerusform>Un arreglo cerró %n trabajo: {names}</numerusform>
                <numerusform>Un arreglo cerró %n trabajos: {names}</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Undo all %n</source>
            <translation>
                <numerusform>Deshacer %n</numerusform>
                <numerusform>Deshacer los %n</numerusform>
            </translation>
        </message>
        <message>
            <source>The city has all of it.</source>
            <translation>La ciudad lo tiene todo.</translation>
        </message>
        <message>
            <source>{place}: {why}.</source>
            <translation>{place}: {why}.</translation>
        </message>
        <message>
            <source>{place}. It goes by itself.</source>
            <translation>{place}. Sale solo.</translation>
        </message>
        <message>
            <source>{stored} of {total} photos in the CRM</source>
            <translation>{stored} de {total} fotos en el CRM</translation>
        </message>
        <message>
            <source>Somebody else</source>
            <translation>Otra persona</translation>
        </message>
        <message>
            <source>Accepted</source>
            <translation>Aceptado</translation>
        </message>
        <message>
            <source>Decided against it</source>
            <translation>Decidió en contra</translation>
        </message>
        <message>
            <source>CRM</source>
            <translation>CRM</translation>
        </message>
    </context>
    <context>
        <name>SyncPage</name>
        <message>
            <source>Sync now</source>
            <translation>Enviar ahora</translation>
        </message>
        <message>
            <source>Ask the city at once; it happens by itself, too</source>
            <translation>Consultar a la ciudad ahora; también ocurre solo</translation>
        </message>
        <message>
            <source>Prove it</source>
            <translation>Comprobar</translation>
        </message>
        <message>
            <source>Each act with its receipt (Ctrl+J)</source>
            <translation>Cada acción con su recibo (Ctrl+J)</translation>
        </message>
        <message>
            <source>Report for support</source>
            <translation>Informe para soporte</translation>
        </message>
        <message>
            <source>In the CRM</source>
            <translation>En el CRM</translation>
        </message>
        <message>
            <source>Work on this laptop</source>
            <translation>Trabajo en esta laptop</translation>
        </message>
        <message>
            <source>Nothing is waiting.</source>
            <translation>No hay nada pendiente.</translation>
        </message>
        <message>
            <source>What you do appears here, and stays until the city has it.</source>
            <translation>Lo que usted hace aparece aquí, y se queda hasta que la ciudad lo tenga.</translation>
        </message>
        <message>
            <source>Nothing is removed from this laptop until the city confirms it has it.</source>
            <translation>Nada se borra de esta laptop hasta que la ciudad confirme que lo tiene.</translation>
        </message>
        <message>
            <source>NEEDS A DECISION</source>
            <translation>ESPERA UNA DECISIÓN</translation>
        </message>
        <message>
            <source>ON THE WAY</source>
            <translation>EN CAMINO</translation>
        </message>
        <message>
            <source>IN THE CRM</source>
            <translation>EN EL CRM</translation>
        </message>
        <message numerus="yes">
            <source>Work on %n job(s)</source>
            <translation>
                <numerusform>Cambios en %n trabajo</numerusform>
                <numerusform>Cambios en %n trabajos</numerusform>
            </translation>
        </message>
        <message>
            <source>{count} in the CRM</source>
            <translation>{count} en el CRM</translation>
        </message>
        <message>
            <source>{count} on the way</source>
            <translation>{count} en camino</translation>
        </message>
        <message numerus="yes">
            <source>%n need(s) a decision</source>
            <translation>
                <numerusform>%n espera una decisión</numerusform>
                <numerusform>%n esperan una decisión</numerusform>
            </translation>
        </message>
        <message>
            <source>{size} left</source>
            <translation>quedan {size}</translation>
        </message>
        <message>
            <source>Last heard from the city: {time}</source>
            <translation>Última señal de la ciudad: {time}</translation>
        </message>
        <message>
            <source>never</source>
            <translation>nunca</translation>
        </message>
        <message>
            <source>Offline since {time}. That’s fine: all of it is safe here.</source>
            <translation>Sin conexión desde: {time}. No importa: todo está seguro aquí.</translation>
        </message>
        <message>
            <source>Offline. That’s fine: all of it is safe here.</source>
            <translation>Sin conexión. No importa: todo está seguro aquí.</translation>
        </message>
        <message>
            <source>Sync</source>
            <translation>Envíos</translation>
        </message>
        <message>
            <source>Send photos now</source>
            <translation>Enviar las fotos ahora</translation>
        </message>
        <message>
            <source>It is on its way. The city holds it until a supervisor releases it.</source>
            <translation>Está en camino. La ciudad lo retiene hasta que alguien de supervisión lo libere.</translation>
        </message>
        <message>
            <source>Trying…</source>
            <translation>Intentando…</translation>
        </message>
    </context>
    <context>
        <name>TodayNotices</name>
        <message>
            <source>First download</source>
            <translation>Primera descarga</translation>
        </message>
        <message numerus="yes">
            <source>First download: %n job(s) so far. You can start with these.</source>
            <translation>
                <numerusform>Primera descarga: %n trabajo hasta ahora. Puede empezar con él.</numerusform>
                <numerusform>Primera descarga: %n trabajos hasta ahora. Puede empezar con estos.</numerusform>
            </translation>
        </message>
        <message>
            <source>This list is {age} old. Your work is safe here; it is brought up to date with a line.</source>
            <translation>Esta lista es de hace {age}. Su trabajo está seguro aquí; se pone al día con conexión.</translation>
        </message>
        <message numerus="yes">
            <source>And %n more.</source>
            <translation>
                <numerusform>Y %n más.</numerusform>
                <numerusform>Y %n más.</numerusform>
            </translation>
        </message>
        <message>
            <source>Show</source>
            <translation>Mostrar</translation>
        </message>
        <message>
            <source>{title} ({number}) was moved to {crew} by {name} at {time}.</source>
            <translation>{name} pasó {title} ({number}) a {crew} ({time}).</translation>
        </message>
        <message>
            <source>{title} ({number}) was taken back by {name} at {time}.</source>
            <translation>{name} retiró {title} ({number}) ({time}).</translation>
        </message>
    </context>
    <context>
        <name>TodayPage</name>
        <message>
            <source>Search jobs</source>
            <translation>Buscar trabajos</translation>
        </message>
        <message>
            <source>Print this job or the day (Ctrl+P)</source>
            <translation>Imprimir este trabajo o el día (Ctrl+P)</translation>
        </message>
        <message>
            <source>Save this filter</source>
            <translation>Guardar este filtro</translation>
        </message>
        <message>
            <source>Choose a job from the list.</source>
            <translation>Elija un trabajo de la lista.</translation>
        </message>
        <message>
            <source>Address, number, street</source>
            <translation>Dirección o número</translation>
        </message>
        <message>
            <source>New job</source>
            <translation>Trabajo nuevo</translation>
        </message>
        <message>
            <source>Work that you found on the street (F3)</source>
            <translation>Trabajo que encontró en la calle (F3)</translation>
        </message>
        <message>
            <source>New job found on the street</source>
            <translation>Trabajo nuevo encontrado en la calle</translation>
        </message>
        <message>
            <source>Print this job or the day</source>
            <translation>Imprimir este trabajo o el día</translation>
        </message>
        <message>
            <source>{todo} to do, {done} done</source>
            <translation>{todo} por hacer, {done} hechos</translation>
        </message>
        <message>
            <source>Today</source>
            <translation>Hoy</translation>
        </message>
    </context>
    <context>
        <name>Value</name>
        <message>
            <source>Yes</source>
            <translation>Sí</translation>
        </message>
        <message>
            <source>No</source>
            <translation>No</translation>
        </message>
    </context>
    <context>
        <name>Waiting</name>
        <message>
            <source>waits for coverage</source>
            <translation>espera señal</translation>
        </message>
        <message>
            <source>waits until you sign in again</source>
            <translation>espera a que usted entre otra vez</translation>
        </message>
        <message>
            <source>waits until its author signs in</source>
            <translation>espera a que entre su autor</translation>
        </message>
        <message>
            <source>sent, waits for the city’s answer</source>
            <translation>enviado, espera la respuesta de la ciudad</translation>
        </message>
        <message>
            <source>the city asked to try again a little later</source>
            <translation>la ciudad pidió probar un poco más tarde</translation>
        </message>
        <message>
            <source>this network wants its own sign-in first</source>
            <translation>esta red pide primero su propio acceso</translation>
        </message>
        <message>
            <source>waits for a line to the city</source>
            <translation>espera conexión con la ciudad</translation>
        </message>
    </context>
    <context>
        <name>WhereCard</name>
        <message>
            <source>Where</source>
            <translation>Dónde</translation>
        </message>
        <message>
            <source>Directions</source>
            <translation>Cómo llegar</translation>
        </message>
        <message>
            <source>Opens the map program or browser of this laptop</source>
            <translation>Abre el programa de mapas o el navegador de esta laptop</translation>
        </message>
        <message>
            <source>Copy the address</source>
            <translation>Copiar la dirección</translation>
        </message>
        <message>
            <source>No address in the report</source>
            <translation>El reporte no tiene dirección</translation>
        </message>
        <message>
            <source>The report has no exact spot on the map.</source>
            <translation>El reporte no tiene un punto exacto en el mapa.</translation>
        </message>
        <message>
            <source>Exact spot: {lat}, {long}</source>
            <translation>Punto exacto: {lat}, {long}</translation>
        </message>
        <message>
            <source>Address copied.</source>
            <translation>Dirección copiada.</translation>
        </message>
    </context>
    <context>
        <name>Why</name>
        <message>
            <source>Somebody else had closed the job already.</source>
            <translation>Otra persona ya había cerrado el trabajo.</translation>
        </message>
        <message>
            <source>The city’s computer could not read this change. It stays here; tell support.</source>
            <translation>La computadora de la ciudad no pudo leer este cambio. Se queda aquí; avise a soporte.</translation>
        </message>
        <message>
            <source>The job was given to another crew while you worked on it.</source>
            <translation>El trabajo se dio a otra cuadrilla mientras usted lo hacía.</translation>
        </message>
        <message>
            <source>The job came back with new instructions while you worked on it.</source>
            <translation>El trabajo volvió con instrucciones nuevas mientras usted lo hacía.</translation>
        </message>
        <message>
            <source>The office cancelled the job while you worked on it.</source>
            <translation>La oficina canceló el trabajo mientras usted lo hacía.</translation>
        </message>
        <message>
            <source>The office found that the job is the same as another one while you worked on it.</source>
            <translation>La oficina vio que el trabajo es el mismo que otro mientras usted trabajaba en él.</translation>
        </message>
        <message>
            <source>Somebody else had opened the job again already.</source>
            <translation>Otra persona ya había reabierto el trabajo.</translation>
        </message>
        <message>
            <source>Somebody else had decided this already.</source>
            <translation>Otra persona ya lo había decidido.</translation>
        </message>
        <message>
            <source>You and the office both changed this job while you were offline.</source>
            <translation>Usted y la oficina cambiaron este trabajo mientras usted no tenía conexión.</translation>
        </message>
        <message>
            <source>Only the office sets this; it has your proposal.</source>
            <translation>Esto solo lo fija la oficina; ya tiene la propuesta de usted.</translation>
        </message>
        <message>
            <source>It may be the same as a job that the city has already.</source>
            <translation>Puede ser el mismo que un trabajo que la ciudad ya tiene.</translation>
        </message>
        <message>
            <source>Your account was closed before this arrived.</source>
            <translation>Su cuenta se cerró antes de que esto llegara.</translation>
        </message>
        <message>
            <source>It was sent under another person’s sign-in.</source>
            <translation>Se envió con la sesión de otra persona.</translation>
        </message>
        <message>
            <source>The city’s list does not have this job any more.</source>
            <translation>La lista de la ciudad ya no tiene este trabajo.</translation>
        </message>
        <message>
            <source>It belongs to work that waits for a decision.</source>
            <translation>Es parte de un trabajo que espera una decisión.</translation>
        </message>
        <message>
            <source>The city’s computer could not take this change yet. It is safe here and goes again.</source>
            <translation>La computadora de la ciudad aún no pudo recibir este cambio. Está a salvo aquí y se enviará otra vez.</translation>
        </message>
        <message>
            <source>The city’s computer could not take this change; a person there has it now, and it stays here too.</source>
            <translation>La computadora de la ciudad no pudo recibir este cambio; ahora lo tiene una persona allí, y aquí también se conserva.</translation>
        </message>
        <message>
            <source>The city does not let your account do this. It stays here; tell your supervisor.</source>
            <translation>La ciudad no permite esto a su cuenta. Se queda aquí; avise a su supervisor.</translation>
        </message>
    </context>
    <context>
        <name>Workspace</name>
        <message>
            <source>Show or hide this sheet of keys</source>
            <translation>Mostrar u ocultar esta hoja de teclas</translation>
        </message>
        <message>
            <source>Back to the page before</source>
            <translation>Volver a la página anterior</translation>
        </message>
        <message>
            <source>Tab</source>
            <translation>Tab</translation>
        </message>
        <message>
            <source>Move to what comes next on the screen</source>
            <translation>Ir a lo que sigue en la pantalla</translation>
        </message>
        <message>
            <source>Space</source>
            <translation>Espacio</translation>
        </message>
        <message>
            <source>Choose or tick what is marked</source>
            <translation>Elegir o marcar lo señalado</translation>
        </message>
        <message>
            <source>Back to job</source>
            <translation>Volver al trabajo</translation>
        </message>
    </context>
    <context>
        <name>_Day</name>
        <message>
            <source>Another day</source>
            <translation>Otro día</translation>
        </message>
    </context>
    <context>
        <name>_DiffLine</name>
        <message>
            <source>{label}: {new}, before {old}</source>
            <translation>{label}: {new}, antes {old}</translation>
        </message>
        <message>
            <source>{label}: {new}</source>
            <translation>{label}: {new}</translation>
        </message>
    </context>
    <context>
        <name>_Person</name>
        <message>
            <source>{caption}: account and settings</source>
            <translation>{caption}: cuenta y ajustes</translation>
        </message>
    </context>
    <context>
        <name>_Reason</name>
        <message>
            <source>Reason</source>
            <translation>Motivo</translation>
        </message>
        <message>
            <source>Suggestions</source>
            <translation>Sugerencias</translation>
        </message>
        <message>
            <source>Ctrl+Enter</source>
            <translation>Ctrl+Enter</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Cancelar</translation>
        </message>
    </context>
    <context>
        <name>_Tile</name>
        <message>
            <source>Photo</source>
            <translation>Foto</translation>
        </message>
    </context>
    <context>
        <name>roles</name>
        <message>
            <source>Sync</source>
            <translation>Envíos</translation>
        </message>
        <message>
            <source>Help</source>
            <translation>Ayuda</translation>
        </message>
        <message>
            <source>Prove it</source>
            <translation>Comprobar</translation>
        </message>
        <message>
            <source>Report for support</source>
            <translation>Informe para soporte</translation>
        </message>
        <message>
            <source>Today</source>
            <translation>Hoy</translation>
        </message>
        <message>
            <source>Close out</source>
            <translation>Cerrar</translation>
        </message>
        <message>
            <source>New job</source>
            <translation>Trabajo nuevo</translation>
        </message>
        <message>
            <source>Map</source>
            <translation>Mapa</translation>
        </message>
        <message>
            <source>Photos</source>
            <translation>Fotos</translation>
        </message>
        <message>
            <source>Add photos</source>
            <translation>Agregar fotos</translation>
        </message>
        <message>
            <source>Camera</source>
            <translation>Cámara</translation>
        </message>
        <message>
            <source>Draw on the photo</source>
            <translation>Marcar la foto</translation>
        </message>
        <message>
            <source>Print</source>
            <translation>Imprimir</translation>
        </message>
        <message>
            <source>Board</source>
            <translation>Tablero</translation>
        </message>
        <message>
            <source>Review</source>
            <translation>Revisión</translation>
        </message>
        <message>
            <source>Supervisor</source>
            <translation>Supervisor</translation>
        </message>
        <message>
            <source>Dispatch</source>
            <translation>Despacho</translation>
        </message>
        <message>
            <source>City IT</source>
            <translation>Informática</translation>
        </message>
        <message>
            <source>Crew</source>
            <translation>Cuadrilla</translation>
        </message>
    </context>
</TS>
