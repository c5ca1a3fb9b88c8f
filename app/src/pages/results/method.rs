//! How it is asked, counted and judged.

use crate::domain::survey::results::FEWEST_SHOWN;
use crate::ui::layout::{Frame, Width};
use leptos::prelude::*;

/// The method, in plain words with its sources.
#[component]
pub fn MethodPage() -> impl IntoView {
    let hidden = format!(
        "Thôn có ít hơn {FEWEST_SHOWN} phiếu hợp lệ không hiện mức hài lòng, vì như thế dễ đoán ra người trả lời."
    );
    view! {
        <Frame title="Cách hỏi và cách tính".to_owned() width=Width::Wide>
            <h1>"Cách hỏi và cách tính"</h1>
            <div class="prose">
                <h2>"Ai được hỏi"</h2>
                <p>"Mỗi hộ một người đại diện, trả lời một lần: trên điện thoại bằng mã in trên tờ phiếu, hoặc trên giấy ở cuộc họp thôn. Mặt trận Tổ quốc chủ trì, không phải chính quyền (Hướng dẫn 78/HD-MTTW-BTT ngày 24/4/2017 và 90/HD-MTTW-BTT ngày 20/9/2022)."</p>
                <h2>"Không ghi tên"</h2>
                <p>"Phiếu được cất dưới một số ngẫu nhiên, không có mã, không có giờ. Lý do chưa hài lòng được cất riêng, theo xã và theo câu hỏi. Mã chỉ được ghi là đã dùng hay chưa."</p>
                <h2>"Cách tính"</h2>
                <ul>
                    <li>"Tỷ lệ hài lòng của một câu: số phiếu hài lòng trên số phiếu có ý kiến hợp lệ ở câu đó."</li>
                    <li>"Tỷ lệ tham gia: số phiếu thu về trên số hộ, trừ khi kế hoạch của đợt quy định khác."</li>
                    <li>"Cộng số phiếu từ thôn lên xã, huyện, tỉnh; không bao giờ lấy trung bình các tỷ lệ."</li>
                    <li>"Đạt hay chưa đạt được tính trên số phiếu nguyên, không tính trên tỷ lệ đã làm tròn. Một xã chưa đạt không bị tổng của huyện che đi."</li>
                    <li>"Không bao giờ ghi 100% khi còn một hộ chưa hài lòng."</li>
                    <li>{hidden}</li>
                </ul>
                <h2>"Tiêu chí"</h2>
                <p>"Tình trạng tiêu chí do Ủy ban nhân dân tự đánh giá và cấp trên thẩm định, ghi ngày và văn bản; cái cũ không bị ghi đè. Kết quả thẩm định được dùng, trừ khi có tự đánh giá mới hơn. “Lệch với ý dân” là tiêu chí được đánh giá đạt, nhưng câu hỏi về tiêu chí đó chưa đủ mức hài lòng."</p>
                <p>"Xã mới lập khi sáp nhập không tự nhiên có danh hiệu hay tiêu chí của xã cũ: kết quả xã cũ chỉ để tham khảo, chờ đánh giá lại."</p>
                <h2>"Khi ít phiếu"</h2>
                <p>"Nếu có ít phiếu, hoặc số phiếu chưa đủ để chắc, trang ghi thêm khoảng mà mức hài lòng của tất cả các hộ có thể nằm trong đó (khoảng Clopper–Pearson 95%, coi phiếu là mẫu ngẫu nhiên; không rộng hơn điều mà các hộ chưa trả lời còn có thể làm thay đổi). Khoảng này chỉ để đọc cho đúng; đạt hay chưa vẫn tính trên số phiếu."</p>
            </div>
        </Frame>
    }
}
