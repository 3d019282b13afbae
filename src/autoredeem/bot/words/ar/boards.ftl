### الرسالة الوحيدة للخادم عن سير استبدال الرموز.

board-title = يجري استبدال رموز الهدايا
board-title-over = رموز الهدايا: انتهى كل شيء
board-title-waiting = رموز الهدايا: بانتظار أن يبدأ عمل رمز
board-blocked = حظر مشغّل البوت هذا الخادم: لن يُستبدل هنا شيء بعد الآن.
board-title-stopped = رموز الهدايا: توقف العمل
board-of-alliance = { $name } · { $what }
board-run-over = الرمز { $code }
board-see-runs = انظر { $command-runs }.
board-gone = لا يستطيع البوت عرض نتائجه على { $server }: القناة { $channel } لم تعد موجودة. تُستبدل الرموز رغم ذلك. اختر قناة أخرى عبر /{ command-autoredeem }.
board-forbidden = لا يستطيع البوت عرض نتائجه على { $server }: لا يُسمح له بالكتابة في { $channel }. تُستبدل الرموز رغم ذلك. اسمح له برؤية القناة وإرسال الرسائل وتضمين الروابط فيها، أو اختر قناة أخرى عبر /{ command-autoredeem }.
