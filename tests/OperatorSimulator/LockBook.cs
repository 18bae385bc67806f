using System.Text.Json;

namespace OperatorSimulator;

/// <param name="Status">Of HTTP.</param>
public sealed record Reply(int Status, string Json);

public sealed record Move(string RequestId, string Kind, long AmountFen);

public sealed class HeldLock(string payerWallet, string payeeWallet, long amountFen, string contractNo)
{
    public string PayerWallet => payerWallet;

    public string PayeeWallet => payeeWallet;

    public long AmountFen => amountFen;

    public string ContractNo => contractNo;

    public List<Move> Moves { get; } = [];

    public long ReleasedFen => Moves.Where(move => move.Kind == "release").Sum(move => move.AmountFen);

    public long RefundedFen => Moves.Where(move => move.Kind == "refund").Sum(move => move.AmountFen);
}

/// <summary>The operator's own book. It knows nothing of lessons: only that no more leaves a lock than was put in.</summary>
public sealed class LockBook
{
    readonly Lock gate = new();
    readonly Dictionary<string, HeldLock> locks = [];
    readonly List<string> defects = [];
    int copies;

    public Reply Hold(JsonElement body, IReadOnlyList<string> poor)
    {
        lock (gate)
        {
            var id = Text(body, "lockId");
            var (payer, payee, contractNo) = (Text(body, "payerWallet"), Text(body, "payeeWallet"), Text(body, "contractNo"));
            var amount = Amount(body);
            if (locks.TryGetValue(id, out var known))
            {
                copies++;
                return (known.PayerWallet, known.PayeeWallet, known.AmountFen, known.ContractNo) == (payer, payee, amount, contractNo)
                    ? new Reply(200, Show(id, known))
                    : Wrong($"lock {id} came again with another content");
            }

            if (!IsWallet(payer) || !IsWallet(payee) || amount <= 0 || contractNo.Length == 0)
                return Wrong($"lock {id} is malformed");
            if (poor.Contains(payer)) return new Reply(422, """{"code":"wallet.balance-insufficient"}""");
            if (locks.Values.Any(other => other.ContractNo == contractNo)) defects.Add($"contract {contractNo} is locked twice");
            locks[id] = known = new HeldLock(payer, payee, amount, contractNo);
            return new Reply(200, Show(id, known));
        }
    }

    public Reply Pay(string id, string kind, JsonElement body)
    {
        lock (gate)
        {
            if (!locks.TryGetValue(id, out var held)) return new Reply(404, """{"code":"lock.unknown"}""");

            var move = new Move(Text(body, "requestId"), kind, Amount(body));
            if (held.Moves.Find(earlier => earlier.RequestId == move.RequestId) is { } known)
            {
                copies++;
                return known == move ? new Reply(200, Show(id, held)) : Wrong($"request {move.RequestId} came again with another content");
            }

            if (move.AmountFen <= 0) return Wrong($"{kind} of {move.AmountFen}");
            if (held.ReleasedFen + held.RefundedFen + move.AmountFen > held.AmountFen) return Wrong($"{kind} beyond lock {id}");
            held.Moves.Add(move);
            return new Reply(200, Show(id, held));
        }
    }

    public Reply Find(string id)
    {
        lock (gate)
        {
            return locks.TryGetValue(id, out var held) ? new Reply(200, Show(id, held)) : new Reply(404, """{"code":"lock.unknown"}""");
        }
    }

    /// <summary>By contract: locked, released, refunded; and what was found wrong with how it was told.</summary>
    public object Summary()
    {
        lock (gate)
        {
            return new
            {
                contracts = locks.Values.ToDictionary(held => held.ContractNo, held => new
                {
                    lockedFen = held.AmountFen, releasedFen = held.ReleasedFen, refundedFen = held.RefundedFen, moves = held.Moves.Count,
                }),
                copies,
                defects,
            };
        }
    }

    Reply Wrong(string defect)
    {
        defects.Add(defect);
        return new Reply(422, """{"code":"request.refused"}""");
    }

    static string Show(string id, HeldLock held) =>
        JsonSerializer.Serialize(
            new
            {
                lockId = id, state = "LOCKED", contractNo = held.ContractNo, amountFen = held.AmountFen, releasedFen = held.ReleasedFen,
                refundedFen = held.RefundedFen, moves = held.Moves,
            },
            JsonSerializerOptions.Web);

    static string Text(JsonElement body, string name) =>
        body.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    static long Amount(JsonElement body) =>
        body.TryGetProperty("amountFen", out var value) && value.TryGetInt64(out var amount) ? amount : 0;

    static bool IsWallet(string text) => text.Length == 16 && text[0] == '0' && text.All(char.IsAsciiDigit);
}
