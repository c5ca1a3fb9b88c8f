# A round while it runs: who takes part, hamlets, slips, conflicts, signals.

conflict-paper-after-online = Phiếu số { $serial }: có phiếu giấy, nhưng hộ đã trả lời trên mạng. Phiếu trên mạng được tính; phiếu giấy để riêng.
conflict-online-after-paper = Phiếu số { $serial }: có người trả lời trên mạng sau khi phiếu giấy đã được nhập. Hãy hỏi lại hộ.
conflict-unanswered = Phiếu số { $serial }: hộ báo chưa trả lời, nhưng phiếu này đã được dùng trên mạng. Hãy gặp hộ để hỏi lại.
conflict-paper-on-dead-slip = Phiếu số { $serial }: có phiếu giấy, nhưng phiếu này đã được thay hoặc chưa phát. Phiếu giấy để riêng.
