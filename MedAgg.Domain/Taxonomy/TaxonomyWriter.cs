using System.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace MedAgg.Domain.Taxonomy;

/// <summary>Writes a taxonomy as the files that <see cref="TaxonomyLoader"/> reads, one a kind; reading them back gives equal terms.</summary>
public static class TaxonomyWriter
{
    private static readonly Dictionary<TermKind, string> FileNames = new()
    {
        [TermKind.Modality] = "modalities.yaml",
        [TermKind.Area] = "areas.yaml",
        [TermKind.Pathology] = "pathologies.yaml",
        [TermKind.Task] = "tasks.yaml",
    };

    public static IReadOnlyList<(string Name, string Text)> Write(TaxonomyModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return [.. FileNames.Select(f => (f.Value, WriteKind(model, f.Key)))];
    }

    private static string WriteKind(TaxonomyModel model, TermKind kind)
    {
        StringBuilder text = new();
        using StringWriter writer = new(text);
        Emitter emitter = new(writer, new EmitterSettings().WithBestWidth(int.MaxValue).WithIndentedSequences());
        emitter.Emit(new StreamStart());
        emitter.Emit(new DocumentStart(null, null, isImplicit: true));
        emitter.Emit(new MappingStart());
        Pair(emitter, "kind", kind.ToString().ToLowerInvariant());
        emitter.Emit(new Scalar("terms"));
        emitter.Emit(new SequenceStart(AnchorName.Empty, TagName.Empty, isImplicit: true, SequenceStyle.Block));
        foreach (Term term in model.OfKind(kind)) WriteTerm(emitter, model, term);
        emitter.Emit(new SequenceEnd());
        emitter.Emit(new MappingEnd());
        emitter.Emit(new DocumentEnd(isImplicit: true));
        emitter.Emit(new StreamEnd());
        return text.ToString();
    }

    private static void WriteTerm(Emitter emitter, TaxonomyModel model, Term term)
    {
        emitter.Emit(new MappingStart());
        Pair(emitter, "id", term.Id);
        Name(emitter, "name", term.Name);
        if (term.Badge is { } badge) Name(emitter, "badge", badge);
        if (term.Parent is { } parent) Pair(emitter, "parent", parent);
        if (term.Implies.Count > 0) Implied(emitter, model, term);
        Words(emitter, "synonyms", term.Synonyms);
        Words(emitter, "abbreviations", term.Abbreviations);
        Words(emitter, "ambiguous", term.Ambiguous);
        List(emitter, "context", term.Context);
        List(emitter, "dicom", term.Dicom);
        List(emitter, "values", term.Values);
        if (term.Icd10 is { } icd10) Pair(emitter, "icd10", icd10);
        if (term.Mesh is { } mesh) Pair(emitter, "mesh", mesh);
        emitter.Emit(new MappingEnd());
    }

    private static void Implied(Emitter emitter, TaxonomyModel model, Term term)
    {
        emitter.Emit(new Scalar("implies"));
        Open(emitter);
        foreach (IGrouping<TermKind, string> group in term.Implies.GroupBy(i => model.Find(i)!.Kind))
            List(emitter, group.Key.ToString().ToLowerInvariant(), [.. group]);
        emitter.Emit(new MappingEnd());
    }

    private static void Name(Emitter emitter, string key, LocalizedName name)
    {
        emitter.Emit(new Scalar(key));
        Open(emitter);
        Pair(emitter, "en", name.En);
        Pair(emitter, "ru", name.Ru);
        emitter.Emit(new MappingEnd());
    }

    private static void Words(Emitter emitter, string key, TermWords words)
    {
        if (words.IsEmpty) return;
        emitter.Emit(new Scalar(key));
        Open(emitter);
        List(emitter, "en", words.En);
        List(emitter, "ru", words.Ru);
        emitter.Emit(new MappingEnd());
    }

    private static void List(Emitter emitter, string key, IReadOnlyList<string> values)
    {
        if (values.Count == 0) return;
        emitter.Emit(new Scalar(key));
        emitter.Emit(new SequenceStart(AnchorName.Empty, TagName.Empty, isImplicit: true, SequenceStyle.Flow));
        foreach (string value in values) emitter.Emit(new Scalar(value));
        emitter.Emit(new SequenceEnd());
    }

    private static void Pair(Emitter emitter, string key, string value)
    {
        emitter.Emit(new Scalar(key));
        emitter.Emit(new Scalar(value));
    }

    private static void Open(Emitter emitter) => emitter.Emit(new MappingStart(AnchorName.Empty, TagName.Empty, isImplicit: true, MappingStyle.Flow));
}
