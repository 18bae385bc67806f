namespace Domain.Licensing;

/// <summary>The streams in which cases stand: one kind for each matter, told apart by the case's number.</summary>
public static class CaseStreams
{
    static readonly (string Number, string Kind, string Type)[] Kinds =
        [("SPC-", "sport-permit-case/", "sport_permit_case"), ("TIC-", "training-case/", "training_case")];

    /// <summary>Kinds of streams, each with its slash.</summary>
    public static IReadOnlyList<string> Prefixes { get; } = [.. Kinds.Select(kind => kind.Kind)];

    /// <summary>How the numbers of a matter's cases begin.</summary>
    public static string NumberPrefixOf(string matter) => matter == "training" ? "TIC" : "SPC";

    /// <summary>The stream of a case; a number of no known kind is taken for the first one's.</summary>
    public static string Of(string caseNo) => KindOf(caseNo).Kind + caseNo;

    /// <summary>The stream's type in the log.</summary>
    public static string TypeOf(string caseNo) => KindOf(caseNo).Type;

    /// <summary>The number of the case whose stream it is; null for a stream of another kind.</summary>
    public static string? CaseNoOf(string stream) =>
        Prefixes.FirstOrDefault(prefix => stream.StartsWith(prefix, StringComparison.Ordinal)) is { } kind ? stream[kind.Length..] : null;

    static (string Number, string Kind, string Type) KindOf(string caseNo) =>
        Kinds.FirstOrDefault(kind => caseNo.StartsWith(kind.Number, StringComparison.Ordinal)) is { Number: not null } known
            ? known
            : Kinds[0];
}
