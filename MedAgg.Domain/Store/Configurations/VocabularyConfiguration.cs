using MedAgg.Domain.Vocabularies;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MedAgg.Domain.Store.Configurations;

internal sealed class VocabularyConfiguration : IEntityTypeConfiguration<Vocabulary>
{
    public void Configure(EntityTypeBuilder<Vocabulary> builder)
    {
        builder.ToTable("vocabulary");
        builder.HasKey(v => v.Key);
        builder.Property(v => v.Key).HasMaxLength(20);
        builder.Property(v => v.FileSha256).HasMaxLength(64);
        builder.Property(v => v.RowVersion).IsRowVersion();
    }
}
