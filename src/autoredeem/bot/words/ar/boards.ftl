### الرسالة الوحيدة للخادم عن سير استبدال الرموز.

board-title = يجري استبدال رموز الهدايا
board-title-over = رموز الهدايا: انتهى كل شيء
board-title-stopped = رموز الهدايا: توقف العمل
board-run-over = الرمز { $code }
board-more =
    { $count ->
        [zero] … ولا رموز أخرى
        [one] … ورمز آخر
        [two] … ورمزان آخران
        [few] … و{ $count } رموز أخرى
        [many] … و{ $count } رمزًا آخر
       *[other] … و{ $count } رمز آخر
    }
board-more-over =
    { $count ->
        [zero] لا رموز أخرى
        [one] رمز آخر
        [two] رمزان آخران
        [few] { $count } رموز أخرى
        [many] { $count } رمزًا آخر
       *[other] { $count } رمز آخر
    }
board-see-runs = انظر /{ command-runs }.
board-gone = لا يستطيع البوت عرض نتائجه على { $server }: القناة { $channel } لم تعد موجودة. تُستبدل الرموز رغم ذلك. اختر قناة أخرى عبر /{ command-autoredeem }.
board-forbidden = لا يستطيع البوت عرض نتائجه على { $server }: لا يُسمح له بالكتابة في { $channel }. تُستبدل الرموز رغم ذلك. اسمح له برؤية القناة وإرسال الرسائل وتضمين الروابط فيها، أو اختر قناة أخرى عبر /{ command-autoredeem }.
