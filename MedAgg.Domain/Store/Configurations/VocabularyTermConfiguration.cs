using MedAgg.Domain.Vocabularies;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MedAgg.Domain.Store.Configurations;

internal sealed class VocabularyTermConfiguration : IEntityTypeConfiguration<VocabularyTerm>
{
    public void Configure(EntityTypeBuilder<VocabularyTerm> builder)
    {
        builder.ToTable("vocabulary_term");
        builder.Property(t => t.Kind).HasConversion<string>().HasMaxLength(20);
        builder.Property(t => t.Key).HasMaxLength(60);
        builder.Property(t => t.DocumentJson).HasColumnType("jsonb");
        builder.Property(t => t.RowVersion).IsRowVersion();
        builder.HasIndex(t => t.Key).IsUnique(); // ids are unique over all kinds
    }
}
