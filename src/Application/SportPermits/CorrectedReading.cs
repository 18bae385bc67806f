using Domain.Licensing;
using Domain.SportPermits;

namespace Application.SportPermits;

/// <summary>Lays the form of a correction over the submission it corrects; materials and persons the decider merges itself.</summary>
public static class CorrectedReading
{
    static readonly string[] OtherParts = ["legalRepresentative", "agent", "materials"];

    /// <param name="draft">What was sent, with the names of the parts that were there.</param>
    /// <param name="sent">The same, sealed.</param>
    public static FormReading Over(Submission earlier, FormDraft draft, FormReading sent)
    {
        var kept = draft.AllParts.Where(part => !draft.Parts.Contains(part)).ToHashSet(StringComparer.Ordinal);
        var declared = draft.Materials.Select(material => material.Code).ToHashSet(StringComparer.Ordinal);
        List<string> keptPaths =
        [
            .. kept.Select(part => $"form.{part}"),
            .. OtherParts.Where(part => !Mentions(draft, part)),
            .. earlier.Materials.Select(material => material.Code).Where(code => !declared.Contains(code)),
        ];

        return new FormReading(
            draft.FactsOver(earlier.Facts, sent.Facts, kept),
            sent.Materials,
            [
                .. earlier.Defects.Where(defect => ReadingDefects.IsOne(defect) && keptPaths.Exists(path => Under(defect.Field, path))),
                .. sent.Defects.Where(defect => !keptPaths.Exists(path => Under(defect.Field, path))),
            ],
            sent.Normalised);
    }

    static bool Mentions(FormDraft draft, string part) =>
        part == "materials"
            ? draft.Materials.Count > 0 || draft.Defects.Exists(defect => Under(defect.Field, part))
            : draft.People.ContainsKey(part);

    static bool Under(string field, string path) =>
        field.StartsWith(path, StringComparison.Ordinal) && (field.Length == path.Length || field[path.Length] is '.' or '[');
}
