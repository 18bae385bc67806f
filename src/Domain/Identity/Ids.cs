namespace Domain.Identity;

/// <summary>A person, natural or legal, known by no name: who it is stands in the vault alone.</summary>
public readonly record struct PersonRef(string Value)
{
    public override string ToString() => Value;
}

/// <summary>A sealed text in the vault: a form as received, an opinion, a reason, a venue's name.</summary>
public readonly record struct DocumentId(Guid Value);

/// <summary>A stored file, complete and verified.</summary>
public readonly record struct FileId(Guid Value);

/// <summary>Who acts, and with what authority at that moment; written into the metadata of every event.</summary>
/// <param name="Person">The officer, or the system's own reference.</param>
/// <param name="Role">clerk, reviewer, approver, …, portal, system.</param>
/// <param name="District">Six-digit region whose organ the officer serves; 320500 is the city.</param>
public sealed record Actor(PersonRef Person, string Role, string District)
{
    /// <summary>By which office the directory let the officer act; null for systems and applicants.</summary>
    public Authority? Authority { get; init; }
}

/// <summary>The office by which somebody acts, as the directory had it at that moment.</summary>
/// <param name="Office">Edition of the office: its holder and its number there.</param>
/// <param name="OnBehalfOf">The holder, where the office was lent by a delegation.</param>
/// <param name="Delegation">District and number of the delegation.</param>
/// <param name="Cases">The only cases it covers; empty for all.</param>
public sealed record Authority(string Office, PersonRef? OnBehalfOf, string? Delegation, IReadOnlyList<string> Cases);
